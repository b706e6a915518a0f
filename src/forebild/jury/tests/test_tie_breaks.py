"""Comparing in pairs: who may, what counts, what is kept; one pair at a time on the juror's page."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Entry
from forebild.jury import comparing
from forebild.jury.certainty import standings_of
from forebild.jury.comparing import outcome, replays
from forebild.jury.invariants import comparisons_nobody_asked_for
from forebild.jury.models import ComparingSeat, Comparison, Declaration, Recusal, TieBreak
from forebild.jury.pairs import following_pair, open_entries, own_comparisons
from forebild.jury.permissions import can_compare, can_hold_tie_break
from forebild.jury.queries import asked_to_compare, tie_breaks_in
from forebild.jury.services import tie_breaks
from forebild.jury.tests.decided import make_recusal
from forebild.jury.tests.scored import CLOSE, make_scored, open_the_scores
from forebild.programme.models import Edition
from forebild.shared.audit.models import ReadRecord, Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.outbox.models import Message
from tests.worlds import (
    client_of,
    declare_free,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(2027, finalist_count=2)


@pytest.fixture
def office(edition: Edition) -> Any:
    return make_office(name="Lena Kansli")


@pytest.fixture
def scored(edition: Edition, office: Any) -> Any:
    found = make_scored(edition, CLOSE)
    open_the_scores(edition, office)
    return found


@pytest.fixture
def round_of_three(edition: Edition, office: Any, scored: Any) -> TieBreak:
    """B, C and D, compared by all four."""
    jurors, entries = scored
    return tie_breaks.open_tie_break(actor=office, edition=edition, entries=entries[1:4], jurors=jurors)


def seat_of(tie_break: TieBreak, juror: Any) -> ComparingSeat:
    return tie_break.seats.get(juror=juror)


def say(tie_break: TieBreak, juror: Any, winner: Entry, loser: Entry, **more: Any) -> Comparison:
    for entry in (winner, loser):
        Declaration.objects.get_or_create(juror=juror, entry=entry)
    seat = seat_of(tie_break, juror)
    return tie_breaks.compare_pair(actor=juror.person, seat=seat, winner=winner, loser=loser, **more)


class TestOpening:
    def test_each_juror_is_told_and_what_the_scores_say_is_kept(
        self, edition: Edition, office: Any, scored: Any, round_of_three: TieBreak
    ) -> None:
        jurors, entries = scored
        assert round_of_three.places == 1
        letters = Message.objects.filter(kind="jury.comparison_asked")
        assert {letter.to_person for letter in letters} == {juror.person.public_id for juror in jurors}
        means = [each.prior_mean for each in round_of_three.candidates.order_by("pk")]
        assert sum(means) == pytest.approx(0, abs=1e-9)
        adjusted = standings_of(edition, office, "adjusted").by_entry
        values = [adjusted[entry.public_id].adjusted.adjusted for entry in entries[1:4]]
        assert [a < b for a, b in itertools.pairwise(means)] == [a < b for a, b in itertools.pairwise(values)]
        assert Record.objects.filter(action="jury.tie_break.opened").count() == 1

    def test_is_refused_for_every_reason(self, edition: Edition, office: Any, scored: Any) -> None:
        jurors, entries = scored

        def start(**more):
            return tie_breaks.open_tie_break(
                **{"actor": office, "edition": edition, "entries": entries[1:3], "jurors": jurors[:1]} | more
            )

        for actor in (make_person(), jurors[0].person):
            with pytest.raises(NotAllowed):
                start(actor=actor)
        for wrong in (
            {"entries": entries[:1]},
            {"entries": [make_entry(edition) for _ in range(9)]},
            {"entries": [entries[0], make_entry(edition, state="withdrawn")]},
            {"entries": [entries[0], make_entry(make_edition(2026))]},
            {"jurors": []},
            {"jurors": [make_juror(edition, seat="secretary")]},
            {"jurors": [make_juror(edition, state="left")]},
            {"jurors": [make_juror(make_edition(2025))]},
        ):
            with pytest.raises(InvalidInput):
                start(**wrong)
        make_recusal(jurors[1], entries[1])
        with pytest.raises(InvalidInput) as refusal:
            start(jurors=[jurors[1]])
        assert "Ledamot 2" in refusal.value.fields["jurors"]
        aside = make_recusal(make_juror(edition, person=office), entries[1])
        with pytest.raises(NotAllowed):
            start()
        aside.delete()
        start()
        with pytest.raises(NotNow):
            start(entries=entries[2:4])  # one of them is being compared
        edition.score_opening.delete()
        edition.refresh_from_db()
        with pytest.raises(NotNow):
            start(entries=entries[3:5])
        assert TieBreak.objects.count() == 1

    def test_nothing_is_compared_before_anything_is_scored(self, edition: Edition, office: Any) -> None:
        open_the_scores(edition, office)
        two = [make_entry(edition), make_entry(edition)]
        with pytest.raises(NotNow):
            tie_breaks.open_tie_break(
                actor=office, edition=edition, entries=two, jurors=[make_juror(edition)]
            )

    def test_the_permissions(self, edition: Edition, office: Any, round_of_three: TieBreak) -> None:
        chair = make_juror(edition, seat="chair").person
        may = [can_hold_tie_break(actor, round_of_three).allowed for actor in (office, chair, make_person())]
        assert may == [True, True, False]
        seat = round_of_three.seats.first()
        assert seat is not None
        assert can_compare(seat.juror.person, seat).allowed
        assert not can_compare(office, seat).allowed
        seat.tie_break.state = "closed"
        assert not can_compare(seat.juror.person, seat).allowed


class TestComparing:
    def test_the_question_comes_first_and_a_yes_closes_the_entry(
        self, scored: Any, round_of_three: TieBreak
    ) -> None:
        jurors, entries = scored
        juror, entry = jurors[3], entries[3]  # has not read it
        seat = seat_of(round_of_three, juror)
        with pytest.raises(NotNow):
            tie_breaks.compare_pair(actor=juror.person, seat=seat, winner=entry, loser=entries[1])
        tie_breaks.deny_conflict(actor=juror.person, seat=seat, entry=entry)
        tie_breaks.deny_conflict(actor=juror.person, seat=seat, entry=entry)
        assert Record.objects.filter(action="jury.conflict.denied").count() == 1
        with pytest.raises(InvalidInput):
            tie_breaks.declare_conflict(actor=juror.person, seat=seat, entry=entry, relation="x")
        tie_breaks.declare_conflict(actor=juror.person, seat=seat, entry=entry, relation="family")
        assert Recusal.objects.in_force().filter(juror=juror, entry=entry).exists()
        assert entry not in open_entries(seat)
        with pytest.raises(NotAllowed):
            tie_breaks.compare_pair(actor=juror.person, seat=seat, winner=entry, loser=entries[1])
        with pytest.raises(NotAllowed):
            tie_breaks.deny_conflict(actor=juror.person, seat=seat, entry=entry)

    def test_a_pair_is_asked_about_once_and_can_be_taken_back(
        self, scored: Any, round_of_three: TieBreak
    ) -> None:
        jurors, entries = scored
        _a, b, c, _d, _e = entries
        juror, seat = jurors[0], seat_of(round_of_three, jurors[0])
        with pytest.raises(NotNow):
            tie_breaks.undo_comparison(actor=juror.person, seat=seat)
        say(round_of_three, juror, b, c)
        with pytest.raises(Overtaken):
            say(round_of_three, juror, c, b)
        with pytest.raises(NotNow):
            say(round_of_three, juror, b, b)
        with pytest.raises(IntegrityError), transaction.atomic():
            Comparison.objects.create(tie_break=round_of_three, juror=juror, winner=c, loser=b)
        undone = tie_breaks.undo_comparison(actor=juror.person, seat=seat)
        assert (undone.winner, own_comparisons(seat)) == (b, [])
        say(round_of_three, juror, c, b)
        assert Comparison.objects.count() == 2
        told = Record.objects.filter(action__startswith="jury.comparison").values_list("action", flat=True)
        assert list(told) == [
            "jury.comparison.made", "jury.comparison.undone", "jury.comparison.made",
        ]  # fmt: skip

    def test_pairs_follow_until_nothing_across_the_line_is_left(
        self, scored: Any, round_of_three: TieBreak
    ) -> None:
        jurors, _entries = scored
        juror, seat, asked = jurors[0], seat_of(round_of_three, jurors[0]), []
        known = open_entries(seat)
        while pair := following_pair(seat, known, own_comparisons(seat)):
            asked.append(frozenset(entry.pk for entry in pair))
            say(round_of_three, juror, *pair, is_undecided=len(asked) == 1)
        assert len(asked) == len(set(asked))
        assert 2 <= len(asked) <= 3
        assert round_of_three.comparisons.counted().count() == len(asked) - 1
        assert following_pair(seat, known[:1], []) is None

    def test_what_a_juror_is_tied_to_is_neither_asked_nor_counted(
        self, edition: Edition, office: Any, scored: Any, round_of_three: TieBreak
    ) -> None:
        jurors, entries = scored
        say(round_of_three, jurors[0], entries[1], entries[2])
        say(round_of_three, jurors[0], entries[3], entries[2])
        make_recusal(jurors[0], entries[1])
        counted = round_of_three.comparisons.counted()
        assert [each.winner for each in counted] == [entries[3]]
        jurors[0].interests.create(organisation=entries[2].organisation, relation="owner")
        assert open_entries(seat_of(round_of_three, jurors[0])) == [entries[3]]
        Entry.objects.filter(pk=entries[3].pk).update(state="withdrawn")
        assert not counted.all().exists()

    def test_only_who_is_asked_compares_only_while_it_is_open_and_only_its_entries(
        self, edition: Edition, office: Any, scored: Any, round_of_three: TieBreak
    ) -> None:
        jurors, entries = scored
        seats = ComparingSeat.objects.select_related("tie_break__edition", "juror__person", "juror__edition")
        seat = seats.get(tie_break=round_of_three, juror=jurors[0])
        with pytest.raises(NotAllowed):
            tie_breaks.compare_pair(actor=jurors[1].person, seat=seat, winner=entries[1], loser=entries[2])
        with pytest.raises(NotAllowed):
            say(round_of_three, jurors[0], entries[0], entries[1])
        with pytest.raises(NotAllowed):
            tie_breaks.close_tie_break(actor=jurors[0].person, tie_break=round_of_three)
        assert list(comparisons_nobody_asked_for()) == []
        stray = Comparison.objects.create(
            tie_break=round_of_three, juror=jurors[0], winner=entries[0], loser=entries[1]
        )
        assert list(comparisons_nobody_asked_for()) == [
            f"comparison {stray.public_id} is about what nobody asked"
        ]
        stray.delete()
        assert list(asked_to_compare(jurors[0])) == [seat]
        tie_breaks.close_tie_break(actor=office, tie_break=round_of_three)
        assert list(asked_to_compare(jurors[0])) == []
        assert list(ComparingSeat.objects.for_actor(AnonymousUser())) == []
        with pytest.raises(NotAllowed):
            tie_breaks.compare_pair(
                actor=jurors[0].person,
                seat=seat_of(round_of_three, jurors[0]),
                winner=entries[1],
                loser=entries[2],
            )
        with pytest.raises(NotNow):  # one who had the page open when it was closed
            tie_breaks.compare_pair(actor=jurors[0].person, seat=seat, winner=entries[1], loser=entries[2])


class TestTheOutcome:
    def test_comparisons_move_scores_and_chances_and_more_of_them_tell_more(
        self, edition: Edition, office: Any, scored: Any, round_of_three: TieBreak
    ) -> None:
        _jurors, entries = scored
        found = standings_of(edition, office, "adjusted")
        results = {entry.public_id: found.by_entry[entry.public_id].adjusted for entry in entries[1:4]}
        d = entries[3].public_id
        looks = tuple(comparing.Look(d, entry.public_id, "j") for entry in entries[1:3])
        before, once, thrice = (
            {row.entry: row for row in outcome(results, round_of_three.unit, given, 1)}
            for given in ((), looks, looks * 3)
        )
        assert sum(row.chance for row in once.values()) == pytest.approx(1)
        assert before[d].chance == once[d].chance_before < once[d].chance < thrice[d].chance
        assert before[d].value == pytest.approx(results[d].adjusted)
        assert before[d].value < once[d].value < thrice[d].value
        width = [row[d].high90 - row[d].low90 for row in (before, once, thrice)]
        assert width == sorted(width, reverse=True)
        assert (once[d].wins, once[d].losses) == (2, 0)

    def test_the_close_keeps_what_can_be_asked_again(
        self, edition: Edition, office: Any, scored: Any, round_of_three: TieBreak
    ) -> None:
        jurors, entries = scored
        say(round_of_three, jurors[0], entries[3], entries[1])
        say(round_of_three, jurors[1], entries[3], entries[2], is_undecided=True)
        tie_breaks.close_tie_break(actor=office, tie_break=round_of_three)
        kept = TieBreak.objects.get()
        assert (kept.state, kept.closed_by) == ("closed", office)
        assert kept.record["looks"] == [[entries[3].public_id, entries[1].public_id, jurors[0].public_id]]
        assert replays(kept)
        kept.record["looks"] = []
        assert not replays(kept)
        with pytest.raises(NotNow):
            tie_breaks.close_tie_break(actor=office, tie_break=kept)
        again = tie_breaks.open_tie_break(
            actor=office, edition=edition, entries=entries[1:4], jurors=jurors[:1]
        )
        assert again != kept

    def test_an_answer_that_the_check_faults_is_never_kept(
        self, office: Any, round_of_three: TieBreak, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(comparing, "check", lambda problem, answer: ["wrong"])
        with pytest.raises(RuntimeError):
            tie_breaks.close_tie_break(actor=office, tie_break=round_of_three)
        assert TieBreak.objects.get().state == "open"


class TestOfficePages:
    def test_from_the_row_to_the_result(self, edition: Edition, office: Any, scored: Any) -> None:
        jurors, entries = scored
        client = client_of(office)
        address = reverse("jury:tie_break_new", args=[2027])
        near = client.get(reverse("jury:near_line", args=[2027]))
        assert f"{address}?entry={entries[3].public_id}" in near.text
        form = client.get(f"{address}?entry={entries[3].public_id}").context["form"]
        assert entries[3].public_id in form.initial["entries"]
        assert len(form.initial["entries"]) <= 3
        assert client.get(address).context["form"].initial["jurors"]
        assert client.post(address, {}).status_code == 422
        one = {"entries": [entries[3].public_id], "jurors": [jurors[0].public_id]}
        assert list(client.post(address, one).context["form"].errors) == ["entries"]
        chosen = {"entries": [entry.public_id for entry in entries[2:4]], "jurors": [jurors[0].public_id]}
        opened = client.post(address, chosen, follow=True)
        tie_break = TieBreak.objects.get()
        own = reverse("jury:tie_break", args=[2027, tie_break.public_id])
        assert opened.redirect_chain[-1][0] == own
        say(tie_break, jurors[0], entries[3], entries[2])
        page = client.get(own)
        assert page.context["jurors"] == [(jurors[0].person, 1)]
        assert [name for name, _cells in page.context["rows"]] == ["Bolaget D AB", "Bolaget C AB"]
        closed = client.post(reverse("jury:tie_break_close", args=[2027, tie_break.public_id]), follow=True)
        assert "Avslutad av Lena Kansli" in closed.text
        for name in ("ranking", "near_line"):
            assert own in client.get(reverse(f"jury:{name}", args=[2027])).text

    def test_is_not_there_for_one_to_whom_less_than_two_of_its_entries_are_open(
        self, edition: Edition, office: Any, scored: Any, round_of_three: TieBreak
    ) -> None:
        _jurors, entries = scored
        chair = make_juror(edition, seat="chair")
        own = reverse("jury:tie_break", args=[2027, round_of_three.public_id])
        close = reverse("jury:tie_break_close", args=[2027, round_of_three.public_id])
        client = client_of(chair.person)
        make_recusal(chair, entries[1])
        page = client.get(own)
        assert [name for name, _cells in page.context["rows"]] == ["Bolaget C AB", "Bolaget D AB"] or [
            name for name, _cells in page.context["rows"]
        ] == ["Bolaget D AB", "Bolaget C AB"]
        assert "Bolaget B AB" not in page.text
        make_recusal(chair, entries[2])
        assert [client.get(own).status_code, client.post(close).status_code] == [404, 404]
        assert own not in client.get(reverse("jury:ranking", args=[2027])).text
        assert list(tie_breaks_in(edition, AnonymousUser())) == []
        Entry.objects.filter(pk__in=[entries[1].pk, entries[2].pk]).update(state="withdrawn")
        assert client_of(office).get(own).status_code == 404


class TestTheJurorsPage:
    def test_question_by_question_then_pair_by_pair(
        self, edition: Edition, scored: Any, round_of_three: TieBreak
    ) -> None:
        jurors, _entries = scored
        client = client_of(jurors[3].person)
        own = reverse("jury:compare", args=[2027, round_of_three.public_id])
        assert own in client.get(reverse("jury:desk", args=[2027])).text
        Declaration.objects.filter(juror=jurors[3]).delete()
        left = []
        for _question in range(3):
            page = client.get(own)
            left.append(page.context["left_count"])
            assert "Ställtiderna" not in page.text  # nothing of an entry before its question is answered
            wrong = client.post(own, {"entry": page.context["entry"].public_id})
            assert wrong.status_code == 422
            assert client.post(own, {"entry": "x", "tied": "no"}).status_code == 200
            client.post(own, {"entry": page.context["entry"].public_id, "tied": "no"})
        assert left == [3, 2, 1]
        page = client.get(own)
        one, other = (each["entry"] for each in page.context["pair"])
        assert "Ställtiderna" in page.text
        assert ReadRecord.objects.filter(via="comparison").count() == 2
        pair = {"pair": [one.public_id, other.public_id]}
        for wrong_pair in (
            {"pair": [one.public_id]},
            {"pair": [one.public_id, "x"]},
            pair | {"better": "x"},
        ):
            client.post(own, wrong_pair)
        assert not Comparison.objects.exists()
        client.post(own, pair | {"better": other.public_id})
        client.post(own, pair | {"better": one.public_id})  # the other tab
        said = Comparison.objects.get()
        assert (said.winner, said.loser, said.is_undecided) == (other, one, False)
        client.post(reverse("jury:compare_undo", args=[2027, round_of_three.public_id]))
        client.post(own, pair | {"better": ""})
        assert Comparison.objects.get(undone_at=None).is_undecided
        client.post(own, {"pair": [each["entry"].public_id for each in client.get(own).context["pair"]],
                          "better": client.get(own).context["pair"][0]["entry"].public_id})  # fmt: skip
        assert Comparison.objects.filter(undone_at=None).count() == 2

    def test_a_yes_closes_the_entry_and_the_rest_goes_on(
        self, edition: Edition, scored: Any, round_of_three: TieBreak
    ) -> None:
        jurors, _entries = scored
        client = client_of(jurors[3].person)
        own = reverse("jury:compare", args=[2027, round_of_three.public_id])
        Declaration.objects.filter(juror=jurors[3]).delete()
        entry = client.get(own).context["entry"]
        answer = {"entry": entry.public_id, "tied": "yes", "relation": "owner", "reason": "Äger aktier."}
        done = client.post(own, answer, follow=True)
        assert "avstår" in done.text
        assert Recusal.objects.in_force().filter(juror=jurors[3], entry=entry).exists()
        assert entry.organisation.name not in client.get(own).text

    def test_is_not_there_for_anybody_else_or_when_it_is_closed(
        self, edition: Edition, office: Any, scored: Any, round_of_three: TieBreak
    ) -> None:
        jurors, entries = scored
        own = reverse("jury:compare", args=[2027, round_of_three.public_id])
        undo = reverse("jury:compare_undo", args=[2027, round_of_three.public_id])
        for actor in (office, make_juror(edition).person, make_person()):
            assert [client_of(actor).get(own).status_code, client_of(actor).post(undo).status_code] == [
                404,
                404,
            ]
        for entry in entries[1:4]:
            Declaration.objects.get_or_create(juror=jurors[0], entry=entry)
        client = client_of(jurors[0].person)
        while pair := client.get(own).context["pair"]:
            ids = [each["entry"].public_id for each in pair]
            client.post(own, {"pair": ids, "better": ids[0]})
        assert "Allt är jämfört" in client.get(own).text
        tie_breaks.close_tie_break(actor=office, tie_break=round_of_three)
        assert [client.get(own).status_code, client.post(undo).status_code] == [404, 404]
        assert timezone.now() >= round_of_three.opened_at
        declare_free(make_juror(edition), entries[0])
