"""Letters bound to the decision: exactly those whose ruling says so, held ten minutes with a stop button."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Award
from forebild.jury import notices
from forebild.jury.models import LetterBatch, Ruling
from forebild.jury.services.rulings import hold
from forebild.jury.states import LETTERS
from forebild.people.models import Membership, Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow, Overtaken
from forebild.shared.models import in_language
from forebild.shared.outbox.services import HOLD_TIME, note_left, queue, stop_held
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url


@dataclass(frozen=True)
class Letter:
    """One letter to one editor of one company."""

    ruling: Ruling
    person: Person

    @property
    def values(self) -> dict[str, str]:
        """What the notice's text asks for."""
        edition = self.ruling.edition
        return {
            "name": str(self.person),
            "company": self.ruling.entry.organisation.name,  # type: ignore[union-attr]
            "edition": str(edition),
            "citation": in_language(self._published, "citation", self.person.language),
            "link": site_url("competition:edition", self.person.language, edition_year=edition.year),
        }

    @property
    def _published(self) -> Award | Ruling:
        """Where the citation stands: as published, which may be corrected since; else as decided."""
        return getattr(self.ruling.entry, "award", None) or self.ruling


def letters(edition: Edition, outcome: str) -> list[Letter]:
    """The letters that `outcome` calls for: one to each current editor of each company so ruled."""
    rulings = edition.rulings.filter(state="approved", outcome=outcome).select_related(
        "entry__organisation", "entry__award", "edition__programme"
    )
    by_organisation = {ruling.entry.organisation_id: ruling for ruling in rulings if ruling.entry}
    members: QuerySet[Membership] = (
        Membership.objects.current()
        .filter(organisation__in=by_organisation)
        .select_related("person")
        .order_by("organisation__name_order", "person__email")
    )
    return [Letter(by_organisation[member.organisation_id], member.person) for member in members]


@transaction.atomic
def send_letters(*, actor: Person, edition: Edition, outcome: str, expected_count: int) -> LetterBatch:
    """Queue the letters of one outcome, held for ten minutes.

    `expected_count` is what the sender saw in the preview; Overtaken when the decisions give another count.
    """
    demand(actor, Permission.LETTER_SEND, edition)
    hold(edition)
    if outcome not in notices.LETTERS:
        raise InvalidInput(_("Choose which letters to send."))
    if edition.letter_batches.filter(outcome=outcome).exclude(state="stopped").exists():
        raise NotNow(_("These letters are on their way already."))
    wanted = letters(edition, outcome)
    if len(wanted) != expected_count:
        raise Overtaken(_("The number of letters has changed since the preview. Look at it again."))
    if not wanted:
        raise NotNow(_("There is nobody to write to."))
    batch = LetterBatch.objects.create(
        edition=edition,
        outcome=outcome,
        letter_count=len(wanted),
        held_until=timezone.now() + HOLD_TIME,
        prepared_by=actor,
    )
    for letter in wanted:
        queue(
            notice=notices.LETTERS[Ruling.Outcome(outcome)],
            to=letter.person,
            values=letter.values,
            key=f"jury.letter:{batch.public_id}:{letter.ruling.public_id}:{letter.person.public_id}",
            actor=actor,
            hold=True,
            not_before=batch.held_until,
            batch=batch.public_id,
        )
    audit.record(actor, "jury.letters.prepared", batch, edition=edition, outcome=outcome, count=len(wanted))
    return batch


@transaction.atomic
def stop_letters(*, actor: Person, batch: LetterBatch) -> None:
    """Stop letters that are still held: all of them, or none. Raises NotNow once their time is up."""
    demand(actor, Permission.LETTER_SEND, batch.edition)
    stop_held(actor=actor, batch=batch, lifecycle=LETTERS)
    audit.record(actor, "jury.letters.stopped", batch, edition=batch.edition)


def note_letters_left() -> int:
    """Note which batches are past their stop; the outbox itself sees to the sending. How many."""
    return note_left(LetterBatch.objects.all(), LETTERS)
