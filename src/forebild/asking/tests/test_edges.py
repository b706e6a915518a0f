"""What seldom happens: two clocks at once, the same press twice at once, a stranger, nothing to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from forebild.asking import beside, tasks
from forebild.asking.models import Enquiry, Reception
from forebild.asking.permissions import can_answer_enquiry, can_handle_enquiry, can_set_reception
from forebild.asking.queries.months import full_words
from forebild.asking.services import clock, enquiries
from forebild.asking.tests.worlds import ASKER, COMPANY, answered, open_reception, sent, token, typed
from forebild.library.models import GoodExample
from forebild.library.services.examples import withdraw_example
from forebild.library.tests.stories import make_example
from forebild.shared.outbox.models import Message
from tests.races import one_then_other
from tests.worlds import make_company, make_office, make_person


@pytest.fixture
def story() -> GoodExample:
    example = make_example("published")
    open_reception(example)
    return example


def letters() -> int:
    return Message.objects.filter(kind__startswith="asking.").count()


class TestTheClock:
    def test_runs_every_morning_and_every_night(self, db: None, story: GoodExample) -> None:
        sent(story)
        typed(story, "Bo")
        before = letters()
        with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
            tasks.letters_by_the_clock(timestamp=0)
            assert letters() == before + 1  # the company's reminder
            tasks.erasing_by_the_clock(timestamp=0)
        assert sorted(Enquiry.objects.values_list("state", flat=True)) == ["lapsed", "sent"]
        with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
            tasks.erasing_by_the_clock(timestamp=0)
        assert not Enquiry.objects.filter(erased_at=None).exists()

    @pytest.mark.parametrize(
        ("make", "days", "work"),
        [
            (sent, 8, clock._remind),
            (typed, 8, clock._lapse),
            (answered, 400, lambda enquiry, _now: clock._erase(enquiry)),
        ],
        ids=["reminder", "unconfirmed", "erased"],
    )
    def test_what_another_worker_has_done_is_not_done_again(
        self,
        db: None,
        story: GoodExample,
        make: Callable[[GoodExample], Enquiry],
        days: int,
        work: Callable[[Enquiry, datetime], bool],
    ) -> None:
        enquiry = make(story)
        later = timezone.now() + timedelta(days=days)
        with time_machine.travel(later, tick=False):
            assert work(enquiry, later) is True  # the control: it was due
            done = letters()
            assert work(enquiry, later) is False
        assert letters() == done

    def test_a_reader_is_told_once_that_a_month_is_open(self, db: None, story: GoodExample) -> None:
        enquiry = typed(story)
        Enquiry.objects.filter(pk=enquiry.pk).update(remind_on=timezone.localdate())
        assert clock._tell_open(enquiry) is True
        done = letters()
        assert clock._tell_open(enquiry) is False
        assert letters() == done


@pytest.mark.django_db(transaction=True)
def test_of_the_same_words_at_once_one_question_and_one_letter_come() -> None:
    story = make_example("published")
    open_reception(story)
    before = letters()
    assert one_then_other(lambda: typed(story), lambda: typed(story)) == ["", ""]
    assert Enquiry.objects.count() == 1
    assert letters() == before + 1


@pytest.mark.django_db
def test_where_limits_are_off_nobody_is_counted(story: GoodExample, settings: Any) -> None:
    settings.RATE_LIMITS_OFF = True
    for number in range(enquiries.MOST_BY_ONE_PERSON + 1):
        typed(story, text=f"Fråga {number}")
    assert Enquiry.objects.count() == enquiries.MOST_BY_ONE_PERSON + 1


@pytest.mark.django_db
def test_a_stranger_sees_nothing_and_may_nothing(story: GoodExample) -> None:
    enquiry, stranger = sent(story), AnonymousUser()
    assert not Enquiry.objects.for_actor(stranger).exists()
    assert not Reception.objects.for_actor(stranger).exists()
    office, editor = make_office(), make_person()
    assert Enquiry.objects.for_actor(office).get() == enquiry  # the control
    assert not Enquiry.objects.for_actor(editor).exists()
    for actor in (stranger, editor):
        assert not can_handle_enquiry(actor).allowed
        assert not can_answer_enquiry(actor, enquiry).allowed
        assert not can_set_reception(actor, story.organisation).allowed
    assert can_handle_enquiry(office).allowed


@pytest.mark.django_db
def test_a_reception_is_called_by_its_company(story: GoodExample) -> None:
    assert str(Reception.objects.get()) == str(story.organisation)


@pytest.mark.django_db
class TestWhatIsSaidOnOtherPages:
    def test_the_office_reads_how_much_has_been_asked_and_nobody_else(self, story: GoodExample) -> None:
        office = make_office()
        with override("en"):
            before = beside.office_note(story, office)
            sent(story)
            typed(story, "Bo")  # not confirmed: it has not reached the company
            after = beside.office_note(story, office)
        assert before is not None
        assert after is not None
        assert after.lines == (*before.lines, "1 question has reached it.")
        assert beside.office_note(story, make_person()) is None

    def test_a_company_reads_what_waits_if_it_has_a_public_story(self, story: GoodExample) -> None:
        company, actor = story.organisation, make_person()
        assert beside.company_note(make_company(), actor) is None
        with override("en"):
            quiet = beside.company_note(company, actor)
            sent(story)
            waits = beside.company_note(company, actor)
        assert quiet is not None
        assert waits is not None
        assert waits.lines == (*quiet.lines, "1 waits for your answer.")
        withdraw_example(actor=make_office(), example=story)
        assert beside.company_note(company, actor) is None


def test_a_full_month_is_said_in_the_words_of_what_was_asked() -> None:
    opens = datetime(2027, 2, 1).date()  # noqa: DTZ001 a day
    with override("en"):
        assert full_words("visit", opens).startswith("All visits of this month are taken.")
        assert full_words("question", opens).startswith("All questions of this month are taken.")


@pytest.mark.django_db
class TestPages:
    def test_where_nothing_is_taken_the_page_leads_to_stories_that_are_alike(
        self, client: Client, story: GoodExample
    ) -> None:
        other = make_example("published", make_company("Snarlik AB"))
        page = reverse("asking:ask", args=[story.slug])
        assert client.get(page).context["similar"] == ()  # questions are taken here
        open_reception(story, takes_questions=False, takes_visits=False)
        [similar] = client.get(page).context["similar"]
        assert (similar["slug"], similar["company"]) == (other.slug, "Snarlik AB")
        assert similar["reasons"]
        assert reverse("library:example", args=[other.slug]) in client.get(page).content.decode()

    def test_a_press_that_nobody_knows_changes_nothing(self, client: Client, story: GoodExample) -> None:
        enquiry = sent(story)
        for purpose, name in ((ASKER, "enquiry"), (COMPANY, "reply")):
            place = reverse(f"asking:{name}", args=[token(purpose, enquiry)])
            assert client.post(place, {"act": "dance"}).status_code == 302
        enquiry.refresh_from_db()
        assert (enquiry.state, enquiry.replies.count()) == ("sent", 0)
