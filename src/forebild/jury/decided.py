"""What the pages of decisions show, put together from queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone, translation

from forebild.competition.models import Award, Entry
from forebild.competition.queries import EditionPage, edition_page, sorted_result
from forebild.competition.services.awards import unsaved_awards
from forebild.jury.models import Release, Ruling
from forebild.jury.notices import LETTERS
from forebild.jury.permissions import can_propose_ruling
from forebild.jury.queries import judged_entries, standing_rulings
from forebild.jury.services.letters import Letter
from forebild.jury.services.release import chair_name, results_of
from forebild.programme.models import Edition
from forebild.programme.permissions import runs
from forebild.shared.outbox.markup import Text
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.texts import current_text, write

SAMPLES = 3


@dataclass(frozen=True)
class Row:
    """An entry and what is decided about it; `may_approve` and `may_correct` for this reader."""

    entry: Entry
    ruling: Ruling | None
    may_approve: bool
    may_correct: bool


def decision_rows(edition: Edition, actor: Any) -> list[Row]:
    """Every entry that the reader may know of, in Swedish order, with its standing ruling."""
    corrects = edition.released_at is not None and runs(actor, edition)
    by_entry = {ruling.entry_id: ruling for ruling in standing_rulings(edition, actor)}
    return [
        Row(
            entry,
            ruling := by_entry.get(entry.pk),
            ruling is not None and waits_for(actor, ruling),
            corrects and ruling is not None and ruling.outcome in Award.Outcome.values,
        )
        for entry in judged_entries(edition, actor)
    ]


def waits_for(actor: Any, ruling: Ruling) -> bool:
    """Whether this reader could be the ruling's second person (what is closed is not shown at all)."""
    return ruling.state == "proposed" and ruling.proposed_by_id != actor.pk


def approvable(edition: Edition, actor: Any) -> list[Ruling]:
    """The proposals that this reader may approve now; what is closed to him or her is not among them."""
    if not can_propose_ruling(actor, edition).allowed:
        return []
    waiting = standing_rulings(edition, actor).filter(state="proposed").exclude(proposed_by=actor)
    return list(waiting.select_related("entry__organisation", "proposed_by", "edition"))


def as_the_public_will_see_it(edition: Edition, actor: Any, release_at: datetime) -> EditionPage:
    """The edition's page as if released, made by the very code that publishes; nothing is stored."""
    rulings = list(standing_rulings(edition, actor).filter(state="approved"))
    awards: Sequence[Award] = unsaved_awards(
        edition, results_of(edition, rulings), release_at, chair_name(edition)
    )
    edition.state, edition.released_at = "released", release_at
    return edition_page(edition, release_at, sorted_result(awards))


def standing_release(edition: Edition) -> Release | None:
    """The release that is set, or has happened."""
    found = edition.releases.exclude(state="called_off").select_related("scheduled_by", "confirmed_by")
    return found.first()


def is_overdue(release: Release | None) -> bool:
    """Confirmed, past its instant by more than two rounds of the clock, and still not out."""
    if release is None or release.state != "confirmed":
        return False
    return (timezone.now() - release.release_at).total_seconds() > 120


@dataclass(frozen=True)
class Sample:
    """A letter as it will read."""

    company: str
    subject: str
    text: str


def samples(letters: Sequence[Letter], closed: set[int]) -> list[tuple[str, list[Sample]]]:
    """Up to three letters in each language, without those of entries closed to the reader.

    Where nobody reads a language, the first companies' letters are shown in it all the same.
    """
    open_letters = [letter for letter in letters if letter.ruling.entry_id not in closed]
    return [(language, _in_language(open_letters, language)) for language in ("sv", "en")]


def _in_language(letters: Sequence[Letter], language: str) -> list[Sample]:
    own = [letter for letter in letters if letter.person.language == language]
    chosen = (own or letters)[:SAMPLES]
    if not chosen:
        return []
    notice = LETTERS[Ruling.Outcome(chosen[0].ruling.outcome)]  # letters of one outcome: the same words
    words = current_text(notice, language)
    return [_sample(letter, language, notice, words) for letter in chosen]


def _sample(letter: Letter, language: str, notice: Notice, words: Text) -> Sample:
    letter.person.language = language
    with translation.override(language):
        filled = write(notice, language, letter.values, words)
    return Sample(letter.values["company"], filled.subject, filled.text)
