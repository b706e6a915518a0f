"""A published citation gets another wording: proposed by one person, public when another approves.

As a ruling takes two persons, so does what is changed of it afterwards. The outcome cannot be changed here.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Award, CitationCorrection
from forebild.competition.states import CORRECTION
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def propose_correction(
    *, actor: Person, award: Award, citation_sv: str, citation_en: str, reason: str
) -> CitationCorrection:
    """Put another wording forward; the public reads the old one until a second person approves.

    Raises NotNow while another proposal waits, InvalidInput without a reason or a change.
    """
    demand(actor, Permission.CITATION_CORRECT, award)
    held = Award.objects.select_for_update().get(pk=award.pk)
    if held.corrections.filter(state="proposed").exists():
        raise NotNow(_("A correction waits already. Approve it or take it back first."))
    citation_sv, citation_en, reason = _plain(citation_sv), _plain(citation_en), reason.strip()
    _demand_words(held, citation_sv, citation_en, reason)
    correction = CitationCorrection.objects.create(
        award=held,
        before_sv=held.citation_sv,
        before_en=held.citation_en,
        citation_sv=citation_sv,
        citation_en=citation_en,
        reason=reason,
        proposed_by=actor,
    )
    audit.record(actor, "competition.citation.correction_proposed", held, edition=held.edition, reason=reason)
    return correction


def _plain(text: str) -> str:
    """As it is stored: browsers send line breaks in another form than they were given."""
    return text.replace("\r\n", "\n").strip()


def _demand_words(award: Award, citation_sv: str, citation_en: str, reason: str) -> None:
    fields: dict[str, str] = {}
    if award.citation_sv and not citation_sv:
        fields["citation_sv"] = _("A published citation can be reworded, not taken away.")
    elif (citation_sv, citation_en) == (_plain(award.citation_sv), _plain(award.citation_en)):
        fields["citation_sv"] = _("Nothing is changed.")
    for name, text in (("citation_sv", citation_sv), ("citation_en", citation_en)):
        if len(text) > Award.CITATION_LENGTH:
            fields[name] = _("Shorten the citation to %(most)d characters.") % {"most": Award.CITATION_LENGTH}
    if not reason:
        fields["reason"] = _("Say why: it goes on record.")
    if fields:
        raise InvalidInput(_("Something is missing in the correction."), fields)


@transaction.atomic
def approve_correction(*, actor: Person, correction: CitationCorrection) -> None:
    """A second person approves: from now on everybody reads the new wording."""
    demand(actor, Permission.CITATION_APPROVE, correction)
    CORRECTION.move(correction, "approve", settled_by=actor, settled_at=timezone.now())
    award = correction.award
    Award.objects.filter(pk=award.pk).update(
        citation_sv=correction.citation_sv, citation_en=correction.citation_en
    )
    award.refresh_from_db(fields=["citation_sv", "citation_en"])
    audit.record(actor, "competition.citation.corrected", award, edition=award.edition)


@transaction.atomic
def retract_correction(*, actor: Person, correction: CitationCorrection) -> None:
    """Take a proposal back, one's own or somebody else's; nothing public has changed."""
    demand(actor, Permission.CITATION_CORRECT, correction)
    CORRECTION.move(correction, "retract", settled_by=actor, settled_at=timezone.now())
    award = correction.award
    audit.record(actor, "competition.citation.correction_retracted", award, edition=award.edition)
