"""What the jury tells of an entry at the meeting: how it stands, how sure that is, what is said of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forebild.competition.models import Entry
from forebild.jury.certainty import standings_of
from forebild.jury.known import known_facts
from forebild.jury.models import Assignment, Juror, Review
from forebild.jury.ranking_words import figure, percent
from forebild.jury.services import tie_breaks
from forebild.jury.services.extra_reviews import ask_one_more
from forebild.jury.services.statements import approve_statement
from forebild.jury.tests.decided import make_recusal
from forebild.jury.tests.scored import CLOSE, make_scored, open_the_scores
from forebild.jury.tests.statements import make_team
from forebild.programme.models import Edition
from tests.worlds import make_assignment, make_edition, make_entry, make_juror, make_office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def edition() -> Edition:
    return make_edition(2027, finalist_count=2)


@pytest.fixture
def office(edition: Edition) -> Any:
    return make_office(name="Lena Kansli")


@pytest.fixture
def scored(edition: Edition) -> tuple[list[Juror], list[Entry]]:
    return make_scored(edition, CLOSE)


def told(entry: Entry, actor: Any, part: str = "The scores") -> dict[str, str]:
    """The facts of one part, text by label."""
    return {
        fact.label: fact.text for fact in known_facts([entry], actor).get(entry.pk, []) if fact.part == part
    }


class TestFigures:
    def test_both_figures_the_interval_and_the_chance_stand_there(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        open_the_scores(edition, office)
        entry = scored[1][3]
        row = standings_of(edition, office, "adjusted").by_entry[entry.public_id]
        assert row.adjusted is not None
        low, high = figure(row.adjusted.low90), figure(row.adjusted.high90)
        assert told(entry, office) == {
            "Place by the adjusted score": "3 of 5, below the line",
            "Adjusted score": f"{figure(row.adjusted.adjusted)}, nine times in ten between {low} and {high}",
            "Raw mean": "3.00 from 3 reviews, between 2.00 and 4.00",
            "Chance above the line": percent(row.adjusted.p_top),
            "Near the line": "Too close to call.",
        }
        assert 0.1 < row.adjusted.p_top < 0.5

    def test_the_place_is_by_what_was_chosen(self, edition: Edition, office: Any, scored: Any) -> None:
        open_the_scores(edition, office, "raw")
        assert told(scored[1][0], office)["Place by the raw mean"] == "1 of 5, above the line"
        assert "Place by the adjusted score" not in told(scored[1][0], office)

    def test_equals_at_the_line_are_told_so(self, office: Any) -> None:
        edition = make_edition(2026, finalist_count=2)
        _jurors, entries = make_scored(edition, ((4, 3, 3), (4, 3, 3)))
        open_the_scores(edition, office, "raw")
        assert told(entries[2], office)["Place by the raw mean"] == "2 of 3, equal with others at the line"

    def test_without_a_line_no_side_and_no_chance_is_told(self, office: Any) -> None:
        edition = make_edition(2026, finalist_count=5)
        _jurors, entries = make_scored(edition, ((4, 3), (4, 2)))
        open_the_scores(edition, office)
        facts = told(entries[0], office)
        assert facts["Place by the adjusted score"] == "1 of 2"
        assert not {"Chance above the line", "Near the line"} & facts.keys()

    def test_one_review_alone_and_none(self, edition: Edition, office: Any) -> None:
        _jurors, entries = make_scored(edition, ((4, None),))
        open_the_scores(edition, office)
        assert told(entries[0], office) == {"Raw mean": "4.00 from one review"}  # nothing can be adjusted yet
        assert told(entries[1], office) == {"Reviews": "none handed in"}

    def test_no_score_is_told_before_the_scores_are_open(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        chair = make_juror(edition, seat="chair").person
        Review.objects.update(strengths="Modet.")
        for actor in (office, chair, scored[0][0].person):
            assert told(scored[1][0], actor) == {
                "Place and score": "Not open yet: first it is decided what ranks."
            }
        assert told(scored[1][0], chair, "What the jurors wrote, each alone") == {
            "Strengths": "Modet.\nModet.\nModet.\nModet."
        }


class TestWhoIsTold:
    def test_whoever_stands_aside_is_told_nothing_and_counted_nowhere(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        open_the_scores(edition, office)
        jurors, entries = scored
        chair = make_juror(edition, seat="chair")
        make_recusal(chair, entries[0])
        make_recusal(jurors[1], entries[0])
        for actor in (chair.person, jurors[1].person):
            assert known_facts(entries[:1], actor) == {}
            assert set(known_facts(entries, actor)) == {entry.pk for entry in entries[1:]}
            assert told(entries[1], actor)["Place by the adjusted score"] == "1 of 4, above the line"
        assert told(entries[1], office)["Place by the adjusted score"] == "2 of 5, above the line"

    def test_not_before_ones_own_reviews_are_in(self, edition: Edition, office: Any, scored: Any) -> None:
        open_the_scores(edition, office)
        juror = scored[0][2]
        reading = make_assignment(juror, scored[1][1], is_declared=True)
        assert known_facts(scored[1], juror.person) == {}
        Assignment.objects.filter(pk=reading.pk).update(state="done")
        assert len(known_facts(scored[1], juror.person)) == 5
        Assignment.objects.filter(pk=reading.pk).update(state="open")
        edition.phases.filter(kind="review").update(closes_at=timezone.now())
        assert len(known_facts(scored[1], juror.person)) == 5

    def test_of_other_things_and_of_entries_out_of_competition_there_is_nothing(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        out = make_entry(edition, state="ineligible")
        assert known_facts(["a meeting"], office) == {}
        assert known_facts([out, "a meeting"], office) == {}


class TestNearTheLine:
    def test_that_one_more_is_asked(self, edition: Edition, office: Any, scored: Any) -> None:
        open_the_scores(edition, office)
        entry = scored[1][3]
        ask_one_more(actor=office, entry=entry, juror=scored[0][3])
        waiting = "One more juror has been asked and has not handed in yet."
        assert told(entry, office)["Near the line"] == f"Too close to call.\n{waiting}"
        Assignment.objects.filter(entry=entry, juror=scored[0][3]).update(state="done")
        assert told(entry, office)["Near the line"] == "Too close to call."

    def test_what_comparisons_told_once_they_are_closed(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        open_the_scores(edition, office)
        jurors, entries = scored
        pair, seats = [entries[1], entries[3]], jurors[:2]
        held = tie_breaks.open_tie_break(actor=office, edition=edition, entries=pair, jurors=seats)
        for seat in held.seats.all():
            tie_breaks.compare_pair(actor=seat.juror.person, seat=seat, winner=pair[1], loser=pair[0])
        assert told(pair[1], office)["Near the line"].splitlines()[-1] == (
            "It is being compared with others in pairs."
        )
        tie_breaks.close_tie_break(actor=office, tie_break=held)
        last = told(pair[1], office)["Near the line"].splitlines()[-1]
        assert last.startswith("Compared in pairs it came first in 2 of 2. The chance is then ")
        assert "in 0 of 2" in told(pair[0], office)["Near the line"]
        assert "ompared" not in told(entries[0], office).get("Near the line", "")
        make_recusal(
            jurors[0], pair[0]
        )  # one who stands aside from one of the two sees no comparison of both
        assert "ompared" not in told(pair[1], jurors[0].person).get("Near the line", "")

    def test_a_closed_comparison_without_an_answer_tells_nothing(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        open_the_scores(edition, office)
        jurors, entries = scored
        held = tie_breaks.open_tie_break(
            actor=office, edition=edition, entries=[entries[1], entries[3]], jurors=jurors[:2]
        )
        tie_breaks.close_tie_break(actor=office, tie_break=held)
        assert told(entries[3], office)["Near the line"] == "Too close to call."


class TestWords:
    def test_the_statement_takes_the_place_of_what_each_wrote(self, edition: Edition, office: Any) -> None:
        team = make_team(4, 2, edition=edition)
        alone = "What the jurors wrote, each alone"
        assert len(told(team.entry, office, alone)["Strengths"].splitlines()) == 2
        team.agree()
        agreed = "What the readers agree on, not approved yet"
        texts = {"Strengths": "Modet.\nFarten.", "Opportunities for improvement": "Mät mer."}
        assert told(team.entry, office, agreed) == texts  # the scores are not open
        open_the_scores(edition, office)
        steps = "\n".join(f"{each.name}: 3" for each in edition.criteria.all())
        assert told(team.entry, office, agreed) == {"Scores that the readers agree on": steps, **texts}
        assert told(team.entry, office, alone) == {}
        approve_statement(
            actor=office, statement=team.fresh(), expected_revision=team.statement.document.revision
        )
        assert told(team.entry, office, "What the jury says") == {
            "Scores that the readers agree on": steps,
            **texts,
        }

    def test_all_who_sit_together_are_told_but_for_whoever_stands_aside(self, edition: Edition) -> None:
        team = make_team(4, 2, edition=edition)
        team.agree()
        member, aside = make_juror(edition), make_juror(edition, seat="chair")
        make_recusal(aside, team.entry)
        part = "What the readers agree on, not approved yet"
        assert told(team.entry, member.person, part)["Strengths"] == "Modet.\nFarten."
        assert known_facts([team.entry], aside.person) == {}


def test_as_many_statements_for_three_entries_as_for_one(edition: Edition, office: Any, scored: Any) -> None:
    open_the_scores(edition, office)
    tie_breaks.open_tie_break(actor=office, edition=edition, entries=scored[1][1:3], jurors=scored[0][:2])
    counts = []
    for entries in (scored[1][1:2], scored[1][1:4]):
        asked = list(Entry.objects.select_related("edition").filter(pk__in=[each.pk for each in entries]))
        with CaptureQueriesContext(connection) as captured:
            assert len(known_facts(asked, office)) == len(asked)
        counts.append(len(captured))
    assert counts[0] == counts[1]
