"""Near the line: who would tell most, one press that asks, and what forbids it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections
from django.urls import reverse

from forebild.competition.models import Entry
from forebild.jury import certainty
from forebild.jury.certainty import standings_of
from forebild.jury.extra_reviews import borderline, readers_of
from forebild.jury.models import Assignment, ExtraReview, Juror
from forebild.jury.permissions import can_ask_extra_review
from forebild.jury.queries import judged_entries
from forebild.jury.services.extra_reviews import ask_one_more
from forebild.jury.services.reviews import Mark, save_review, submit_review
from forebild.jury.tests.decided import make_recusal
from forebild.jury.tests.scored import CLOSE, make_scored, open_the_scores
from forebild.programme.models import Edition
from forebild.shared.audit.models import Record
from forebild.shared.errors import NotAllowed, NotNow
from forebild.shared.outbox.models import Message
from tests.worlds import (
    client_of,
    declare_free,
    make_assignment,
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
    return make_office()


@pytest.fixture
def scored(edition: Edition, office: Any) -> Any:
    found = make_scored(edition, CLOSE)
    open_the_scores(edition, office)
    return found


def queue_of(edition: Edition, actor: Any) -> dict[str, Any]:
    """The borderline queue by company."""
    entries = {entry.public_id: entry for entry in judged_entries(edition, actor)}
    found = standings_of(edition, actor, "adjusted")
    rows = borderline(found, entries, readers_of(edition, actor))
    return {row.entry.organisation.name: row for row in rows}


class TestTheQueue:
    def test_holds_what_is_in_doubt_most_in_doubt_first_with_what_a_review_would_tell(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        rows = list(queue_of(edition, office).values())
        doubts = [abs(row.standing.adjusted.p_top - 0.5) for row in rows]
        assert doubts == sorted(doubts)
        assert {row.entry.public_id for row in rows} == {
            row.entry for row in standings_of(edition, office, "adjusted").unsure
        }
        assert all(0 < row.half_then < row.half_now for row in rows if row.proposed)
        assert all(row.half_then == row.half_now for row in rows if not row.proposed)

    def test_proposes_nobody_who_has_it_is_tied_to_it_or_works_with_a_reader(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        jurors, entries = scored
        company = "Bolaget D AB"  # read by the first three; the fourth is free
        assert queue_of(edition, office)[company].proposed == jurors[3]
        jurors[3].interests.create(organisation=entries[3].organisation, relation="owner")
        assert queue_of(edition, office)[company].proposed is None
        jurors[3].interests.all().delete()
        Juror.objects.filter(pk__in=[jurors[0].pk, jurors[3].pk]).update(employer_name="Verket AB")
        assert queue_of(edition, office)[company].proposed is None
        Juror.objects.filter(pk=jurors[0].pk).update(employer_name="verket ab")
        assert queue_of(edition, office)[company].proposed is None
        Juror.objects.filter(pk=jurors[0].pk).update(employer_name="")
        make_juror(edition, "Sekreteraren", seat="secretary")
        make_juror(edition, "Inbjuden", state="invited")
        assert queue_of(edition, office)[company].proposed == jurors[3]
        Juror.objects.filter(pk=jurors[3].pk).update(max_load=3)
        assert queue_of(edition, office)[company].proposed is None
        fresh = make_juror(edition, "Ny Ledamot")
        assert queue_of(edition, office)[company].proposed == fresh

    def test_says_who_has_been_asked_and_has_not_handed_in(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        jurors, entries = scored
        make_assignment(jurors[3], entries[3])
        row = queue_of(edition, office)["Bolaget D AB"]
        assert (row.waiting, row.proposed) == ((jurors[3],), None)

    def test_room_is_counted_without_what_is_closed_to_the_reader(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        jurors, entries = scored
        chair = make_juror(edition, "Ordföranden", seat="chair")
        Juror.objects.filter(pk=jurors[3].pk).update(max_load=3)
        make_recusal(chair, entries[4])
        assert readers_of(edition, office).room[jurors[3].public_id] == 0
        assert readers_of(edition, chair.person).room[jurors[3].public_id] == 1
        assert entries[4].public_id not in {e for e, _j in readers_of(edition, chair.person).assigned}


class TestAsking:
    def test_one_press_gives_the_entry_tells_the_juror_and_keeps_how_it_stood(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        jurors, entries = scored
        chance = standings_of(edition, office, "adjusted").by_entry[entries[3].public_id].adjusted.p_top
        extra = ask_one_more(actor=office, entry=entries[3], juror=jurors[3])
        assert (extra.assignment.juror, extra.assignment.entry, extra.assignment.state) == (
            jurors[3], entries[3], "open",
        )  # fmt: skip
        assert (extra.chance, extra.asked_by) == (chance, office)
        (letter,) = Message.objects.filter(kind="jury.extra_review_asked")
        assert letter.to_person == jurors[3].person.public_id
        assert "Bolaget D AB" in letter.text
        assert set(Record.objects.values_list("action", flat=True)) == {
            "jury.assignment.added",
            "jury.extra_review.asked",
        }

    def test_the_extra_review_counts_and_moves_the_chance(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        jurors, entries = scored
        before = standings_of(edition, office, "adjusted").by_entry[entries[3].public_id].adjusted
        extra = ask_one_more(actor=office, entry=entries[3], juror=jurors[3])
        declare_free(jurors[3], entries[3])
        marks = {criterion.public_id: Mark(1) for criterion in edition.criteria.all()}
        person = jurors[3].person
        save_review(actor=person, assignment=extra.assignment, marks=marks)
        submit_review(actor=person, assignment=extra.assignment)
        after = standings_of(edition, office, "adjusted").by_entry[entries[3].public_id].adjusted
        assert after.p_top < before.p_top
        assert after.n == before.n + 1

    def test_is_refused_for_every_reason_and_nothing_is_sent(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        jurors, entries = scored

        def ask(**more):
            return ask_one_more(**{"actor": office, "entry": entries[3], "juror": jurors[3]} | more)

        with pytest.raises(NotAllowed):
            ask(actor=jurors[0].person)
        with pytest.raises(NotNow):
            ask(juror=jurors[0])  # has read it
        with pytest.raises(NotNow):
            ask(juror=make_juror(edition, state="left"))
        Juror.objects.filter(pk__in=[jurors[0].pk, jurors[3].pk]).update(employer_name="Verket AB")
        with pytest.raises(NotNow):
            ask()
        Juror.objects.update(employer_name="")
        Juror.objects.filter(pk=jurors[3].pk).update(max_load=3)
        with pytest.raises(NotNow):
            ask()
        Juror.objects.update(max_load=None)
        recusal = make_recusal(jurors[3], entries[3])
        with pytest.raises(NotNow):
            ask()
        recusal.delete()
        seat = make_juror(edition, person=office)
        aside = make_recusal(seat, entries[3])
        with pytest.raises(NotAllowed):
            ask()
        aside.delete()
        edition.score_opening.delete()
        edition.refresh_from_db()
        with pytest.raises(NotNow):
            ask()
        edition.phases.filter(kind="review").delete()
        with pytest.raises(NotNow):
            ask()
        assert not ExtraReview.objects.exists()
        assert not Message.objects.exists()

    def test_before_anything_is_scored_nothing_is_near_a_line(self, edition: Edition, office: Any) -> None:
        open_the_scores(edition, office)
        with pytest.raises(NotNow):
            ask_one_more(actor=office, entry=make_entry(edition), juror=make_juror(edition))

    def test_the_permission_is_the_leaders_and_the_offices(self, edition: Edition, office: Any) -> None:
        entry = make_entry(edition)
        chair = make_juror(edition, seat="chair")
        allowed = {
            (name, type(subject).__name__): can_ask_extra_review(actor, subject).allowed
            for name, actor in (("chair", chair.person), ("office", office), ("anybody", make_person()))
            for subject in (edition, entry)
        }
        assert [key for key, may in allowed.items() if not may] == [
            ("anybody", "Edition"),
            ("anybody", "Entry"),
        ]


class TestThePage:
    def test_asks_by_one_press_and_a_stranger_juror_is_not_found(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        jurors, entries = scored
        client, address = client_of(office), reverse("jury:near_line", args=[2027])
        page = client.get(address)
        assert "Fråga Ledamot 4" in page.text
        ask = reverse("jury:extra_review_ask", args=[2027, entries[3].public_id])
        assert client.post(ask, {"juror": "x"}).status_code == 404
        done = client.post(ask, {"juror": jurors[3].public_id}, follow=True)
        assert done.redirect_chain[-1][0] == address
        assert "Ledamot 4 har fått ett brev" in done.text
        assert Assignment.objects.filter(juror=jurors[3], entry=entries[3]).count() == 1
        again = client.post(ask, {"juror": jurors[3].public_id})
        assert again.status_code == 409

    def test_says_when_the_review_is_closed(self, edition: Edition, office: Any, scored: Any) -> None:
        edition.phases.filter(kind="review").delete()
        page = client_of(office).get(reverse("jury:near_line", args=[2027]))
        assert page.context["is_open"] is False
        assert "Bedömningen är inte öppen nu" in page.text
        assert "Fråga Ledamot" not in page.text

    def test_with_nothing_in_doubt_it_says_so(self, edition: Edition, office: Any) -> None:
        _jurors, _entries = make_scored(edition, ((5, 5, 1, 1),) * 6)
        open_the_scores(edition, office)
        certainty._calibrated.cache_clear()
        page = client_of(office).get(reverse("jury:near_line", args=[2027]))
        assert page.context["rows"] == []
        assert "Inget ligger nära linjen" in page.text

    def test_a_closed_entry_is_neither_shown_nor_asked_about(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        jurors, entries = scored
        chair = make_juror(edition, seat="chair")
        make_recusal(chair, entries[3])
        client = client_of(chair.person)
        assert "Bolaget D AB" not in client.get(reverse("jury:near_line", args=[2027])).text
        ask = reverse("jury:extra_review_ask", args=[2027, entries[3].public_id])
        assert client.post(ask, {"juror": jurors[3].public_id}).status_code == 404

    def test_a_fresh_juror_is_one_of_whom_only_the_ordinary_is_known(
        self, edition: Edition, office: Any, scored: Any
    ) -> None:
        jurors, _entries = scored
        Juror.objects.filter(pk__in=[juror.pk for juror in jurors]).update(max_load=0)
        fresh = make_juror(edition, "Ny Ledamot")
        rows = queue_of(edition, office).values()
        assert {row.proposed for row in rows} == {fresh}
        assert all(row.half_then < row.half_now for row in rows)


def ask_without_lock(*, actor: Any, entry: Entry, juror: Juror) -> None:
    """The control: what asking would be if it trusted what it had read."""
    if Assignment.objects.current().filter(juror=juror, entry=entry).exists():
        raise NotNow("…")
    connection.cursor().execute("select pg_sleep(0.3)")  # it read early and writes late
    Assignment.objects.create(juror=juror, entry=entry)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ask", [ask_one_more, ask_without_lock])
def test_of_two_presses_at_once_one_asks_and_the_other_is_told(ask: Any) -> None:
    edition, office = make_edition(2027, finalist_count=2), make_office()
    jurors, entries = make_scored(edition, CLOSE)
    open_the_scores(edition, office)
    answers: list[str] = []
    barrier = threading.Barrier(2)

    def press() -> None:
        entry = Entry.objects.select_related("edition__programme", "organisation").get(pk=entries[3].pk)
        juror = Juror.objects.select_related("person").get(pk=jurors[3].pk)
        barrier.wait()
        try:
            ask(actor=office, entry=entry, juror=juror)
            answers.append("asked")
        except (NotNow, IntegrityError) as refusal:
            answers.append(type(refusal).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _press in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == (["NotNow", "asked"] if ask is ask_one_more else ["IntegrityError", "asked"])
    assert Assignment.objects.filter(juror=jurors[3], entry=entries[3]).count() == 1
