"""The ranking with its certainty: raw beside adjusted, counted on what the reader may see, and kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from forebild.jury import certainty, ranking_words
from forebild.jury.certainty import SEED, problem_of, standings, standings_of, without_each_juror
from forebild.jury.invariants import records_that_were_changed
from forebild.jury.models import RankingRecord, Review, Score
from forebild.jury.queries import ranking_records
from forebild.jury.ranking_records import replays, stored_problem
from forebild.jury.recusal_effects import recusal_effects
from forebild.jury.services import ranking_records as record_services
from forebild.jury.services.conflicts import record_recusal
from forebild.jury.services.rulings import propose_ruling
from forebild.jury.tests.decided import make_recusal
from forebild.jury.tests.scored import CLOSE, hand_in, make_scored, open_the_scores
from forebild.programme.models import Edition
from tests.worlds import client_of, make_company, make_edition, make_entry, make_juror, make_office
from tests.yardstick import takes_at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(2027, finalist_count=2)


@pytest.fixture
def office(edition: Edition) -> Any:
    return make_office()


def names_of(found: certainty.Standings, edition: Edition) -> list[str]:
    """The companies' letters, in the order of the ranking."""
    names = {entry.public_id: entry.organisation.name.split()[1] for entry in edition.entries.all()}
    return [names[row.entry] for row in found.rows]


class TestStandings:
    def test_severity_is_taken_out_of_what_ranks_and_the_raw_mean_stands_beside(
        self, edition: Edition, office: Any
    ) -> None:
        # Two severe jurors read A and B, two kind ones C and D; one of each read both, and agree otherwise.
        make_scored(edition, ((4, 3, 2, 1), (4, 3, None, None), (None, None, 4, 3), (5, None, 4, 3)))
        raw, adjusted = (standings_of(edition, office, basis) for basis in ("raw", "adjusted"))
        for found in (raw, adjusted):
            assert [row.raw.mean for row in found.rows if row.rank == 1] == [pytest.approx(13 / 3)]
            assert found.calibration.cut is not None
        assert names_of(raw, edition) == ["A", "C", "B", "D"]
        assert names_of(adjusted, edition) == ["A", "B", "C", "D"]
        assert [row.side for row in adjusted.rows] == ["in", "in", "out", "out"]
        assert [row.rank for row in adjusted.rows] == [1, 2, 3, 4]
        assert adjusted.rows[1].raw.mean == 3
        assert raw.line == pytest.approx((10 / 3 + 3) / 2)

    def test_the_chances_are_those_of_as_many_places_as_there_are(
        self, edition: Edition, office: Any
    ) -> None:
        make_scored(edition, CLOSE)
        found = standings_of(edition, office, "adjusted")
        results = [row.adjusted for row in found.rows if row.adjusted]
        assert sum(each.p_top for each in results) == pytest.approx(2)
        assert sum(each.p_first for each in results) == pytest.approx(1)
        assert all(each.low90 <= each.adjusted <= each.high90 for each in results)
        assert {row.entry for row in found.unsure} == {
            row.entry for row in found.rows if row.adjusted and 0.1 < row.adjusted.p_top < 0.9
        }
        assert found.unsure

    def test_the_same_scores_give_the_same_figures(self, edition: Edition, office: Any) -> None:
        make_scored(edition, CLOSE)
        first = standings_of(edition, office, "adjusted")
        certainty._calibrated.cache_clear()
        assert standings_of(edition, office, "adjusted").calibration == first.calibration

    def test_what_is_not_applicable_and_not_read_is_left_out(self, edition: Edition, office: Any) -> None:
        jurors, entries = make_scored(edition, ((4, 2), (5, 3)))
        unread = make_entry(edition, make_company("Bolaget U AB"))
        hand_in(make_juror(edition), entries[0], [5, None, None])
        found = standings_of(edition, office, "adjusted")
        row = found.by_entry[entries[0].public_id]
        assert (row.raw.n, row.raw.mean) == (3, pytest.approx(14 / 3))
        last = found.rows[-1]
        assert (last.entry, last.rank, last.side) == (unread.public_id, None, "none")
        assert [each.rule for each in found.calibration.warnings][:1] == ["unread"]
        nothing = hand_in(jurors[0], unread, [None, None, None])
        assert standings_of(edition, office, "adjusted").by_entry[unread.public_id].rank is None
        assert nothing.state == "done"

    def test_with_one_review_there_is_a_mean_and_no_chance(self, edition: Edition, office: Any) -> None:
        make_scored(edition, ((4, None),))
        found = standings_of(edition, office, "adjusted")
        assert [row.adjusted for row in found.rows] == [None, None]
        assert [row.rank for row in found.rows] == [None, None]
        assert (found.line, found.unsure) == (None, ())
        assert [row.rank for row in standings_of(edition, office, "raw").rows] == [1, None]

    def test_equals_across_the_line_are_named(self, edition: Edition, office: Any) -> None:
        make_scored(edition, ((5, 3, 3), (5, 3, 3)))
        for basis in ("raw", "adjusted"):
            found = standings_of(edition, office, basis)
            assert [row.side for row in found.rows] == ["in", "tied", "tied"]

    def test_one_criterion_alone(self, edition: Edition, office: Any) -> None:
        juror, other = make_juror(edition), make_juror(edition)
        first, second = make_entry(edition), make_entry(edition)
        for each in (juror, other):
            hand_in(each, first, [5, 1, 1])
            hand_in(each, second, [1, 5, 5])
        novelty, benefit, _transfer = edition.criteria.all()
        assert standings_of(edition, office, "raw").rows[0].entry == second.public_id
        by_novelty = standings_of(edition, office, "adjusted", novelty.public_id)
        assert by_novelty.rows[0].entry == first.public_id
        by_benefit = standings_of(edition, office, "adjusted", benefit.public_id)
        assert by_benefit.rows[0].entry == second.public_id

    def test_what_is_closed_to_the_reader_was_never_counted(self, edition: Edition, office: Any) -> None:
        _jurors, entries = make_scored(edition, CLOSE)
        seat = make_juror(edition, person=office)
        seen = standings_of(edition, office, "adjusted").calibration
        make_recusal(seat, entries[0])
        less = standings_of(edition, office, "adjusted")
        assert entries[0].public_id not in less.by_entry
        Score.objects.filter(review__assignment__entry=entries[0]).update(value=1)
        assert standings_of(edition, office, "adjusted").calibration == less.calibration
        assert seen != less.calibration

    def test_without_one_juror_the_line_is_crossed(self, edition: Edition, office: Any) -> None:
        jurors, entries = make_scored(edition, ((5, 4, 1, 2), (5, 4, 1, 2), (5, 1, 5, 2)))
        problem, b, c = problem_of(edition, office), entries[1].public_id, entries[2].public_id
        for basis in ("raw", "adjusted"):
            changes = dict(without_each_juror(problem, basis))
            crossed = {juror: (changes[juror].in_now, changes[juror].out_now) for juror in changes}
            assert crossed == {
                jurors[0].public_id: ((c,), (b,)),
                jurors[1].public_id: ((c,), (b,)),
                jurors[2].public_id: ((), ()),
            }

    def test_forty_entries_and_nine_jurors_take_half_a_second(self, edition: Edition, office: Any) -> None:
        problem = wide_problem(entries=40, jurors=9, per_entry=4)
        # about half a second on a machine that does nothing else; see benchmarks
        assert takes_at_most(
            3.0, lambda: (certainty._calibrated.cache_clear(), standings(problem, "adjusted"))
        )
        assert takes_at_most(0.1, lambda: standings(problem, "adjusted"))


def wide_problem(*, entries: int, jurors: int, per_entry: int) -> Any:
    """Scores in a fixed pattern, of as many entries and jurors as one asks for."""
    from forebild.engine.ranking.problem import Criterion, Problem, Score

    return Problem(
        entries=tuple(f"e{number:03}" for number in range(entries)),
        criteria=(Criterion("c"),),
        scores=tuple(
            Score(f"e{e:03}", f"j{(e + 2 * k) % jurors}", "c", 1 + (e * 7 + k * 5 + e * k) % 5)
            for e in range(entries)
            for k in range(per_entry)
        ),
        cut=5,
    )


class TestRecusals:
    def test_a_late_one_is_told_by_what_ranks(self, edition: Edition, office: Any) -> None:
        jurors, entries = make_scored(edition, ((5, 4, 1, 1), (5, 4, 1, 1), (5, 1, 5, 1), (5, 2, 5, 1)))
        record_recusal(actor=office, juror=jurors[2], entry=entries[2], relation="family", reason="Ja.")
        for basis in ("raw", "adjusted"):
            (effect,) = recusal_effects(edition, office, basis)
            moved = {move.entry: (move.before.rank, move.after.rank) for move in effect.change.moves}
            assert entries[2].public_id in moved
            assert effect.change.after == standings_of(edition, office, basis).ranked
            assert effect.change.in_now == (entries[1].public_id,)
            assert effect.change.out_now == (entries[2].public_id,)


class TestRecords:
    def propose(self, edition: Edition, office: Any, entry: Any, outcome: str = "finalist") -> Any:
        return propose_ruling(actor=office, edition=edition, entry=entry, outcome=outcome, reason="Bra.")

    def test_what_was_ranked_is_kept_once_and_can_be_counted_again(
        self, edition: Edition, office: Any
    ) -> None:
        _jurors, entries = make_scored(edition, CLOSE)
        open_the_scores(edition, office)
        rulings = [self.propose(edition, office, entry) for entry in entries[:2]]
        (record,) = RankingRecord.objects.all()
        assert [ruling.ranking for ruling in rulings] == [record, record]
        assert (record.basis, record.seed) == ("adjusted", SEED)
        assert stored_problem(record) == problem_of(edition, office) or replays(record)
        assert replays(record)
        assert [row["entry"] for row in record.answer][:1] == [entries[0].public_id]
        assert list(records_that_were_changed()) == []
        Score.objects.filter(review__assignment__entry=entries[4]).update(value=2)
        assert self.propose(edition, office, entries[2]).ranking != record
        record.problem["cut"] = 4
        record.save()
        assert not replays(RankingRecord.objects.get(pk=record.pk))
        assert list(records_that_were_changed()) == [
            f"ranking record {record.public_id} is not what was recorded"
        ]

    def test_nothing_is_kept_for_the_rest_or_before_any_score(self, edition: Edition, office: Any) -> None:
        entry = make_entry(edition)
        assert self.propose(edition, office, entry).ranking is None
        _jurors, entries = make_scored(edition, CLOSE)
        assert self.propose(edition, office, entries[4], "not_awarded").ranking is None
        kept = self.propose(edition, office, entries[0]).ranking
        assert kept is not None
        assert kept.basis == "raw"  # nobody had chosen

    def test_the_whole_is_kept_whoever_proposes_and_shown_to_none_who_stands_aside(
        self, edition: Edition, office: Any
    ) -> None:
        _jurors, entries = make_scored(edition, CLOSE)
        open_the_scores(edition, office)
        chair = make_juror(edition, seat="chair")
        make_recusal(chair, entries[1])
        record = self.propose(edition, chair.person, entries[0]).ranking
        assert record is not None
        assert {row["entry"] for row in record.answer} == {entry.public_id for entry in entries}
        assert list(ranking_records(edition, chair.person)) == []
        address = reverse("jury:ranking_record", args=[2027, record.public_id])
        assert client_of(chair.person).get(address).status_code == 404
        answer = client_of(office).get(address)
        assert json.loads(answer.content)["sha256"] == record.sha256
        assert "attachment" in answer.headers["Content-Disposition"]
        assert address in client_of(office).get(reverse("jury:ranking", args=[2027])).text
        assert address not in client_of(chair.person).get(reverse("jury:ranking", args=[2027])).text

    def test_an_answer_that_the_check_faults_is_never_kept(
        self, edition: Edition, office: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _jurors, entries = make_scored(edition, CLOSE)
        monkeypatch.setattr(record_services, "check", lambda problem, answer: ["wrong"])
        with pytest.raises(RuntimeError):
            self.propose(edition, office, entries[0])
        assert not RankingRecord.objects.exists()


class TestPages:
    @pytest.fixture
    def scored(self, edition: Edition, office: Any) -> Any:
        found = make_scored(edition, CLOSE)
        open_the_scores(edition, office)
        return found

    def test_the_ranking_shows_both_figures_the_interval_and_the_chances(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        address = reverse("jury:ranking", args=[2027])
        page = client_of(office).get(address)
        rows = page.context["chart"].rows
        assert all(row.raw is not None and row.low <= row.value <= row.high for row in rows)
        assert any(row.is_unsure for row in rows)
        assert [row.is_below for row in rows] == [False, False, True, True, True]
        assert "Chans att ligga över linjen" in page.text
        exported = client_of(office).get(
            f"{address}?format=json&columns=company,mean,adjusted,low,high,above,first"
        )
        found = json.loads(b"".join(exported)) if exported.streaming else exported.json()
        assert len(found["rows"]) == 5
        unsure = client_of(office).get(f"{address}?unsure=yes")
        assert [row.organisation.name for row in unsure.context["listing"].rows] == [
            row.label for row in rows if row.is_unsure
        ]

    def test_one_criterion_and_the_jurors_have_pages_of_their_own(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        client, criterion = client_of(office), edition.criteria.all()[0]
        closer = client.get(reverse("jury:ranking_criterion", args=[2027, criterion.public_id]))
        assert len(closer.context["rows"]) == 5
        unknown = reverse("jury:ranking_criterion", args=[2027, "x" * 26])
        assert client.get(unknown).status_code == 404
        jurors = client.get(reverse("jury:ranking_jurors", args=[2027]))
        assert [name for name, _cells in jurors.context["rows"]] == [f"Ledamot {n}" for n in range(1, 5)]
        assert "Läs med försiktighet" in jurors.text
        assert len(jurors.context["left_out"]) == 4

    def test_before_any_score_the_pages_say_so(self, edition: Edition, office: Any) -> None:
        open_the_scores(edition, office)
        client, criterion = client_of(office), edition.criteria.all()[0]
        for name, args in (
            ("ranking", [2027]),
            ("ranking_jurors", [2027]),
            ("ranking_criterion", [2027, criterion.public_id]),
            ("near_line", [2027]),
        ):
            assert client.get(reverse(f"jury:{name}", args=args)).status_code == 200
        make_scored(edition, ((4, None),))
        page = client.get(reverse("jury:ranking", args=[2027]))
        assert page.context["chart"].rows[0].raw is None

    def test_every_caveat_has_its_sentence(self, edition: Edition, office: Any) -> None:
        from forebild.engine.calibration.problem import WARNINGS

        assert ranking_words.CAVEATS.keys() == WARNINGS.keys()
        make_scored(edition, ((4, 2, None, None), (None, None, 5, None), (None, None, 3, None)))
        make_entry(edition, make_company("Bolaget U AB"))
        open_the_scores(edition, office)
        page = client_of(office).get(reverse("jury:ranking", args=[2027]))
        assert len(page.context["caveats"]) >= 3
        assert any("Bolaget U AB" in each for each in page.context["caveats"])

    def test_chances_are_never_rounded_to_certainty(self) -> None:
        shown = [ranking_words.percent(each) for each in (0, 0.004, 0.05, 0.996, 1)]
        assert shown == ["0\u00a0%", "< 1\u00a0%", "5\u00a0%", "> 99\u00a0%", "100\u00a0%"]
        assert [ranking_words.signed(each) for each in (0.5, 0, -0.5)] == ["+0,50", "0,00", "−0,50"]

    def test_with_eight_reviews_each_the_spread_of_the_jurors_is_told(
        self, edition: Edition, office: Any
    ) -> None:
        _jurors, _entries = make_scored(edition, ((1, 2, 3, 4, 5, 1, 3, 5), (2, 2, 3, 4, 4, 2, 3, 4)))
        open_the_scores(edition, office)
        page = client_of(office).get(reverse("jury:ranking_jurors", args=[2027]))
        assert [len(cells) for _name, cells in page.context["rows"]] == [4, 4]
        assert len(page.context["columns"]) == 5
        assert Review.objects.count() == 16
