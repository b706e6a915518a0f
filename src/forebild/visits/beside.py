"""What stands about a visit beside the entry: at the company's, the juror's and the office's pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.competition.beside import Note
from forebild.competition.models import Entry
from forebild.shared.ui.dates import in_full
from forebild.visits.lists import STATES
from forebild.visits.models import Visit
from forebild.visits.queries import visitor_of
from forebild.visits.states import READABLE


def for_company(entry: Entry, actor: Any) -> Note | None:
    """That the jury comes, and when. Never what it looks for or found."""
    visit = Visit.objects.of_company(actor).filter(entry=entry).first()
    if visit is None:
        return None
    if visit.state in READABLE:
        lines = [_("The jury has visited you. Thank you for receiving us.")]
    elif visit.begins_at is None:
        lines = [_("The jury would like to visit you. Times are in the mail to %(name)s.")]
        lines = [line % {"name": visit.contact_name} for line in lines]
    else:
        lines = [
            in_full(visit.begins_at, _language()),
            visit.where,
            _("To change the time, use the link in the mail."),
        ]
    return Note(_("A visit from the jury"), tuple(lines))


def for_juror(entry: Entry, actor: Any) -> Note | None:
    """The way to the protocol, or to the visit that one makes."""
    visit = Visit.objects.for_actor(actor).filter(entry=entry).exclude(state="cancelled").first()
    if visit is None or (visit.state not in READABLE and visitor_of(visit, actor) is None):
        return None
    href = reverse("visits:visit", args=[entry.edition.year, visit.public_id])
    if visit.state in READABLE:
        text = _("Two jurors have been there. Their protocol says what they found of the entry's claims.")
        return Note(_("The company has been visited"), (text,), href, _("Read the protocol"))
    when = in_full(visit.begins_at, _language()) if visit.begins_at else _("The time is not set yet.")
    return Note(_("You visit this company"), (when,), href, _("The visit"))


def for_office(entry: Entry, actor: Any) -> Note | None:
    """How far a visit has come."""
    visit = Visit.objects.for_actor(actor).filter(entry=entry).exclude(state="cancelled").first()
    if visit is None:
        return None
    href = reverse("visits:office_visit", args=[entry.edition.year, visit.public_id])
    return Note(_("Site visit"), (str(STATES[visit.state]),), href, _("The visit"))


def _language() -> str:
    return get_language() or "sv"
