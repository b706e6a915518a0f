"""Letters leave once each, held ten minutes; the jurors are thanked with their own figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from forebild.feedback import notices, tasks
from forebild.feedback.models import Dispatch, Letter
from forebild.feedback.queries import juror_figures
from forebild.feedback.services import sending as services
from forebild.feedback.services.letters import approve_letter
from forebild.feedback.tests.years import WORDS, Year, breaches, owner_of
from forebild.jury.tests.decided import make_recusal
from forebild.library.tests.stories import make_example
from forebild.people.models import Membership
from forebild.shared.audit.models import Record
from forebild.shared.errors import NotAllowed, NotNow, Overtaken
from forebild.shared.links.models import Link
from forebild.shared.outbox.markup import placeholders
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.notices import Notice, shipped_text
from forebild.shared.outbox.texts import problems
from tests.worlds import make_company, make_juror, make_office, make_person

pytestmark = pytest.mark.django_db


def send(year: Year, count: int, actor: Any = None) -> Dispatch:
    return services.send_letters(actor=actor or year.office, edition=year.edition, expected_count=count)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("notice", [notices.ENTRANT_LETTER, notices.JUROR_THANKS])
def test_every_notice_has_its_words(notice: Notice, language: str) -> None:
    text = shipped_text(notice, language)
    assert problems(notice, text) == {}
    assert placeholders(text.subject + text.body) == set(notice.placeholders)


def test_a_letter_goes_to_everybody_who_acts_for_the_company_in_the_companys_language() -> None:
    year = Year(5, 4, 3, 3)
    entry = year.enter(2, "Engelska AB", language="en")
    colleague, gone = make_person("Ann"), make_person("Bo")
    Membership.objects.create(person=colleague, organisation=entry.organisation, part="editor")
    Membership.objects.create(
        person=gone, organisation=entry.organisation, part="editor", ended_at=timezone.now()
    )
    year.approved()
    dispatch = send(year, 5)
    own = Message.objects.filter(
        to_person__in=[owner_of(entry).public_id, colleague.public_id, gone.public_id]
    )
    assert {message.to_person for message in own} == {owner_of(entry).public_id, colleague.public_id}
    assert {(message.language, message.state) for message in own} == {("en", "held")}
    text = own[0].text
    assert WORDS["strengths"] in text
    assert WORDS["opportunities"] in text
    assert "Novelty: well below the middle of the field" in text
    assert "/en/aterkoppling/link-" in text
    assert dispatch.letter_count == Message.objects.filter(batch=dispatch.public_id).count() == 6
    swedish = Message.objects.filter(language="sv").first()
    assert "Nyhet: " in swedish.text
    assert {letter.state for letter in year.letters()} == {"sent"}
    assert breaches() == {}


def test_a_small_field_is_said_to_be_one_and_examples_are_named() -> None:
    year = Year(year=2025)
    entry = year.enter(3, language="en")
    entry.organisation.industries.create(scheme="sni2007", code="25.620")
    make_example("published", make_company(sector="25.110"), year.office)
    year.approved()
    send(year, 1)
    text = Message.objects.get(kind="feedback.entrant_letter").text
    assert "Fewer than five entries were scored" in text
    assert "Drawings out: the same trade as yours" in text


def test_only_what_is_approved_leaves_and_each_once() -> None:
    year = Year(4, 3)
    first, second = year.waiting()
    with pytest.raises(NotNow, match="No approved letter"):
        send(year, 0)
    approve_letter(actor=year.chair.person, letter=first, expected_revision=first.document.revision)
    with pytest.raises(Overtaken):
        send(year, 2)
    send(year, 1)
    assert [letter.state for letter in year.letters()] == ["sent", "waiting"]
    with pytest.raises(NotNow):
        send(year, 0)
    approve_letter(actor=year.chair.person, letter=second, expected_revision=second.document.revision)
    send(year, 1)
    assert Message.objects.filter(kind="feedback.entrant_letter").count() == 2
    assert breaches() == {}


def test_a_company_with_nobody_left_is_not_written_to() -> None:
    year = Year(4, 3)
    year.approved()
    Membership.objects.filter(organisation=year.entries[0].organisation).update(ended_at=timezone.now())
    send(year, 1)
    assert [letter.state for letter in year.letters()] == ["approved", "sent"]


def test_who_may_send_and_stop() -> None:
    year = Year(4)
    year.approved()
    for actor in (year.chair.person, make_person(), owner_of(year.entries[0])):
        with pytest.raises(NotAllowed):
            send(year, 1, actor)
        with pytest.raises(NotAllowed):
            services.thank_jurors(actor=actor, edition=year.edition)
    dispatch = send(year, 1)
    with pytest.raises(NotAllowed):
        services.stop_letters(actor=year.chair.person, dispatch=dispatch)


def test_whoever_stands_aside_sends_the_others_and_leaves_that_one() -> None:
    year = Year(4, 3)
    year.approved()
    aside = make_juror(year.edition, person=make_office(name="Jon"))
    make_recusal(aside, year.entries[0])
    send(year, 1, aside.person)
    assert [letter.state for letter in year.letters()] == ["approved", "sent"]
    send(year, 1)
    assert {letter.state for letter in year.letters()} == {"sent"}


def test_stopped_none_leaves_and_all_can_be_sent_again() -> None:
    year = Year(4, 3)
    year.approved()
    dispatch = send(year, 2)
    with time_machine.travel(dispatch.held_until - timedelta(seconds=1)):
        services.stop_letters(actor=year.office, dispatch=dispatch)
    assert {letter.state for letter in year.letters()} == {"approved"}
    assert set(Message.objects.values_list("state", flat=True)) == {"stopped"}
    assert not Link.objects.filter(revoked_at=None).exists()
    again = send(year, 2)
    assert Message.objects.filter(batch=again.public_id, state="held").count() == 2
    assert breaches() == {}


def test_after_ten_minutes_it_is_too_late() -> None:
    year = Year(4)
    year.approved()
    dispatch = send(year, 1)
    assert dispatch.may_be_stopped
    tasks.feedback_letters_left(timestamp=0)
    dispatch.refresh_from_db()
    assert dispatch.state == "held"
    with time_machine.travel(dispatch.held_until):
        assert not dispatch.may_be_stopped
        with pytest.raises(NotNow, match="have left"):
            services.stop_letters(actor=year.office, dispatch=dispatch)
        tasks.feedback_letters_left(timestamp=0)
    dispatch.refresh_from_db()
    assert dispatch.state == "left"
    assert Letter.objects.get().state == "sent"


def test_a_crash_half_way_leaves_no_letter_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    year = Year(4, 3)
    year.approved()
    real, calls = services.queue, []

    def killed_at_the_second(**values: Any) -> Any:
        calls.append(values)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**values)

    monkeypatch.setattr(services, "queue", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        send(year, 2)
    assert (Message.objects.count(), Dispatch.objects.count()) == (0, 0)
    assert {letter.state for letter in year.letters()} == {"approved"}


class TestThanks:
    def test_each_has_his_or_her_own_figures(self) -> None:
        year = Year(4, 3)
        eager = make_juror(year.edition, person=make_person("Ebba Ivrig", language="en"))
        review = year.score(
            eager, year.entries[0], 3, strengths="Ett två tre.", opportunities="Fyra, fem – sex"
        )
        review.scores.filter(criterion=year.edition.criteria.first()).update(comment="Sju.")
        idle = make_juror(year.edition, "Ingen Läsning")
        dispatch = services.thank_jurors(actor=year.office, edition=year.edition)
        sent = {message.to_person: message for message in Message.objects.filter(batch=dispatch.public_id)}
        assert set(sent) == {each.person.public_id for each in (eager, *year.jurors)}
        assert idle.person.public_id not in sent
        text = sent[eager.person.public_id].text
        for line in (
            "Entries read: 1",
            "Words to companies and jury: 7",
            "Companies that had the benefit of your reading: 1",
            "From assignment to a review handed in, as a rule: 9 days",
        ):
            assert line in text
        assert "Lästa bidrag: 2" in sent[year.jurors[0].person.public_id].text
        assert {message.is_private for message in sent.values()} == {True}
        assert [record.action for record in Record.objects.all()] == ["feedback.thanks.prepared"]
        assert breaches() == {}

    def test_less_than_a_day_is_said_so_and_void_reviews_count_no_more(self) -> None:
        year = Year(4)
        review = year.jurors[0].assignments.get().review
        type(review.assignment).objects.filter(pk=review.assignment.pk).update(assigned_at=timezone.now())
        type(review).objects.filter(assignment__juror=year.jurors[1]).update(state="void")
        figures = juror_figures(year.edition)
        assert set(figures) == {year.jurors[0].pk}
        values = services.thanks_values(year.jurors[0], figures[year.jurors[0].pk], year.edition)
        assert values["time"] == "mindre än en dag"

    def test_once_and_again_after_a_stop(self) -> None:
        year = Year(4)
        dispatch = services.thank_jurors(actor=year.office, edition=year.edition)
        with pytest.raises(NotNow, match="already"):
            services.thank_jurors(actor=year.office, edition=year.edition)
        with pytest.raises(IntegrityError, match="jurors_thanked_once"), transaction.atomic():
            Dispatch.objects.create(
                edition=year.edition,
                kind="thanks",
                letter_count=0,
                held_until=timezone.now(),
                prepared_by=year.office,
            )
        services.stop_letters(actor=year.office, dispatch=dispatch)
        services.thank_jurors(actor=year.office, edition=year.edition)
        assert [record.action for record in Record.objects.order_by("pk")] == [
            "feedback.thanks.prepared",
            "feedback.thanks.stopped",
            "feedback.thanks.prepared",
        ]

    def test_nobody_has_read(self) -> None:
        with pytest.raises(NotNow, match="Nobody"):
            services.thank_jurors(actor=(year := Year()).office, edition=year.edition)
