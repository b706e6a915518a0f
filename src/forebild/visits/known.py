"""What a site visit found of an entry's claims, told to the rooms above (`shared.known`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.jury.permissions import is_still_reading
from forebild.shared.known import Fact
from forebild.visits.models import Visit
from forebild.visits.protocol import FoundClaim, found_claims
from forebild.visits.queries import visits_told


def found_facts(things: Sequence[Any], actor: Any) -> Mapping[int, Sequence[Fact]]:
    """Each claim with what the visitors found, by the entry's key; all entries are of one edition.

    To those who sit together: nothing of an entry that is closed to `actor`, nor before his or her own
    reviews are in. A constant number of SQL statements.
    """
    entries = [thing for thing in things if isinstance(thing, Entry)]
    if not entries or is_still_reading(actor, entries[0].edition):
        return {}
    visits = list(visits_told(entries, actor))
    readable = set(Visit.objects.for_actor(actor).filter(pk__in=[visit.pk for visit in visits]))
    return {visit.entry_id: _facts(visit, links=visit in readable) for visit in visits}


def _facts(visit: Visit, *, links: bool) -> list[Fact]:
    """The way to the protocol stands with the last, for whoever may read it whole."""
    is_signed = visit.state == "signed"
    part = _("From the site visit") if is_signed else _("From the site visit (not signed by all yet)")
    found = found_claims(visit.claims.all(), visit.document.fields)
    facts = [Fact(_("“%(quote)s”") % {"quote": each.claim.quote}, _in_words(each), part) for each in found]
    if links:
        href = reverse("visits:visit", args=[visit.entry.edition.year, visit.public_id])
        facts[-1:] = [replace(fact, href=href, link=_("Read the protocol")) for fact in facts[-1:]]
    return facts


def _in_words(found: FoundClaim) -> str:
    return f"{found.label}. {found.note}".strip()
