"""A year whose result is out, for the tests of what comes after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.feedback.models import Dispatch, Letter
from forebild.feedback.services.letters import approve_letter, draft_letters, hand_over_letter
from forebild.feedback.services.sending import send_letters
from forebild.jury.models import Juror, Review, Score
from forebild.programme.models import Edition
from forebild.shared.invariants import problems
from tests.worlds import (
    make_assignment,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

WORDS = {"strengths": "Ni mätte före och efter.", "opportunities": "Berätta om kostnaden."}


class Year:
    """A released edition with judged entries, its office and who leads its jury."""

    def __init__(self, *scores: int, year: int = 2026) -> None:
        """An entry for each score, which two jurors gave it in every criterion."""
        self.edition: Edition = make_edition(
            year, open_phase="announcement", state="released", released_at=timezone.now()
        )
        self.office = make_office(name="Lena Ledare")
        self.chair = make_juror(self.edition, "Ordföranden", seat="chair")
        self.deputy = make_juror(self.edition, "Viceordföranden", seat="deputy")
        self.jurors = [make_juror(self.edition, f"Ledamot {number}") for number in range(2)]
        self.entries = [self.enter(score) for score in scores]

    def enter(self, score: int, name: str = "", **changes: Any) -> Any:
        """One more judged entry, of a company with an owner."""
        company = make_company(name, owner=make_person(f"Ägare {name}".strip()))
        entry = make_entry(self.edition, company, **changes)
        for juror in self.jurors:
            self.score(juror, entry, score)
        return entry

    def score(self, juror: Juror, entry: Any, value: int, **words: str) -> Review:
        """A review handed in, nine days after it was assigned."""
        assignment = make_assignment(
            juror, entry, is_declared=True, assigned_at=timezone.now() - timedelta(days=9)
        )
        texts = WORDS | words
        review = Review.objects.create(
            assignment=assignment, state="submitted", submitted_at=timezone.now(), **texts
        )
        criteria = list(self.edition.criteria.all())
        Score.objects.bulk_create(Score(review=review, criterion=each, value=value) for each in criteria)
        type(assignment).objects.filter(pk=assignment.pk).update(state="done")
        return review

    def letters(self) -> list[Letter]:
        """All letters, by company, as they are now."""
        related = ("entry__edition__programme", "entry__organisation", "document", "dispatch")
        return list(Letter.objects.select_related(*related).order_by("entry__pk"))

    def drafted(self) -> list[Letter]:
        """… after they have been begun."""
        draft_letters(actor=self.office, edition=self.edition)
        return self.letters()

    def waiting(self) -> list[Letter]:
        """… and handed over."""
        for letter in self.drafted():
            hand_over_letter(actor=self.office, letter=letter)
        return self.letters()

    def approved(self) -> list[Letter]:
        """… and approved."""
        for letter in self.waiting():
            approve_letter(actor=self.chair.person, letter=letter, expected_revision=letter.document.revision)
        return self.letters()

    def sent(self) -> list[Letter]:
        """… and sent, longer ago than they could be stopped."""
        count = len(self.approved())
        dispatch = send_letters(actor=self.office, edition=self.edition, expected_count=count)
        Dispatch.objects.filter(pk=dispatch.pk).update(held_until=timezone.now())
        return self.letters()


def owner_of(entry: Any) -> Any:
    """Who acts for the entry's company."""
    return entry.organisation.memberships.get(part="owner").person


def breaches() -> dict[str, str]:
    """What is wrong, by invariant; the year's release itself was never carried out here."""
    return {sentence: fault for sentence, fault in problems() if "without a release" not in fault}
