"""What ranks in the edition under way, decided before its scores were opened; and what is near its line.

Several entries lie so close to it that the scores do not tell them apart: jurors compare three of them.
"""

from __future__ import annotations

from datetime import timedelta

from forebild.jury.certainty import standings_of
from forebild.jury.models import Juror, RankingChoice, ScoreOpening, TieBreak
from forebild.jury.pairs import following_pair, open_entries, own_comparisons, unanswered
from forebild.jury.queries import known_conflicts
from forebild.jury.services.ranking import choose_ranking, open_scores
from forebild.jury.services.tie_breaks import compare_pair, deny_conflict, open_tie_break
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.sample.building.world import World
from forebild.sample.editions import JUDGING

COMPARED, COMPARING, SAID = 3, 3, 2


def build_certainty(world: World, office: Person) -> None:
    """The choice and the opening, some days ago; a tie-break that one of three jurors has answered in."""
    edition = world.editions[JUDGING]
    choose_ranking(actor=office, edition=edition, basis="adjusted")
    open_scores(actor=office, edition=edition)
    opened = edition.phases.get(kind="review").opens_at
    RankingChoice.objects.filter(edition=edition).update(chosen_at=opened - timedelta(days=6))
    ScoreOpening.objects.filter(edition=edition).update(opened_at=world.now - timedelta(days=1, hours=3))
    _answer(_open(edition, office))


def _open(edition: Edition, office: Person) -> TieBreak:
    """Over the entries most in doubt, by the first jurors whom nothing ties to any of them."""
    unsure = standings_of(edition, office, "adjusted").unsure
    nearest = sorted(unsure, key=lambda row: abs((row.adjusted.p_top if row.adjusted else 0) - 0.5))
    chosen = {row.entry for row in nearest[:COMPARED]}
    entries = [entry for entry in edition.entries.in_competition() if entry.public_id in chosen]
    tied = {juror for entry, juror in known_conflicts(edition) if entry in {each.pk for each in entries}}
    readers = Juror.objects.serving().filter(edition=edition).exclude(seat=Juror.Seat.SECRETARY)
    free = [juror for juror in readers.select_related("person", "edition") if juror.public_id not in tied]
    return open_tie_break(actor=office, edition=edition, entries=entries, jurors=free[:COMPARING])


def _answer(tie_break: TieBreak) -> None:
    """The first of the jurors has said a word or two."""
    seat = tie_break.seats.select_related("juror__person", "juror__edition", "tie_break__edition").order_by(
        "pk"
    )[0]
    person, entries = seat.juror.person, open_entries(seat)
    for entry in unanswered(seat, entries):
        deny_conflict(actor=person, seat=seat, entry=entry)
    for _turn in range(SAID):
        if pair := following_pair(seat, entries, own_comparisons(seat)):
            compare_pair(actor=person, seat=seat, winner=pair[0], loser=pair[1])
