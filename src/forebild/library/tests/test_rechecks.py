"""Stories that stay true: asked once a year, reminded once, answered once; and what comes of each answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.library.models import Afterwards, GoodExample, Recheck, Withdrawal
from forebild.library.purposes import RECHECK
from forebild.library.services import afterwards, examples, rechecks
from forebild.library.services import recheck_answers as answers
from forebild.library.tests.stories import make_example
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.links import services as links
from forebild.shared.outbox.models import Message
from tests.races import one_then_other
from tests.worlds import client_of, make_office, make_person

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def a_year_old(days: int = 366, **texts: str) -> GoodExample:
    example = make_example("published", **texts)
    then = timezone.now() - days * DAY
    GoodExample.objects.filter(pk=example.pk).update(
        checked_at=then, approved_at=then, first_published_at=then
    )
    example.refresh_from_db()
    return example


def asked(days: int = 366) -> Recheck:
    a_year_old(days)
    assert rechecks.ask_due_rechecks() == 1
    return Recheck.objects.get()


def link_to(recheck: Recheck) -> Any:
    return links.look_up(token_of(recheck), RECHECK)


def token_of(recheck: Recheck) -> str:
    return links.issue(purpose=RECHECK, subject_id=recheck.public_id, email="a@b.example", lifetime=DAY)


def letters(kind: str) -> int:
    return Message.objects.filter(kind=kind).count()


def at(days: int) -> datetime:
    return timezone.now() + days * DAY


def test_a_company_is_asked_after_a_year_and_not_again_until_the_next() -> None:
    a_year_old(364)
    assert rechecks.ask_due_rechecks() == 0
    recheck = asked()
    assert (recheck.email, letters("library.recheck")) == ("vd@bolag.example", 1)
    assert rechecks.ask_due_rechecks() == 0
    answers.answer_recheck(link=link_to(recheck), answer="right", name="Vera D", told={})
    assert rechecks.ask_due_rechecks(now=at(300)) == 1  # the other one, a year after its own yes
    assert rechecks.ask_due_rechecks(now=at(366)) == 1


@pytest.mark.parametrize("state", ["draft", "approved", "withdrawn", "no address"])
def test_only_what_is_public_and_has_somebody_to_ask_is_asked_about(state: str) -> None:
    example = a_year_old()
    if state == "no address":
        GoodExample.objects.filter(pk=example.pk).update(contact_email="")
    else:
        GoodExample.objects.filter(pk=example.pk).update(state=state)
    assert rechecks.ask_due_rechecks() == 0


def test_one_reminder_after_two_weeks_none_after_the_answer_and_an_end_when_nobody_answers() -> None:
    recheck = asked()
    assert rechecks.remind_due_rechecks(now=at(13)) == 0
    assert rechecks.remind_due_rechecks(now=at(15)) == 1
    assert rechecks.remind_due_rechecks(now=at(16)) == 0
    assert letters("library.recheck_reminder") == 1
    assert rechecks.end_unanswered_rechecks(now=at(59)) == 0
    assert rechecks.end_unanswered_rechecks(now=at(61)) == 1
    with pytest.raises(NotNow):
        answers.answer_recheck(link=link_to(recheck), answer="right", name="Vera", told={})
    answered = asked_and_answered()
    assert rechecks.remind_due_rechecks(now=at(20)) == 0
    assert rechecks.end_unanswered_rechecks(now=at(70)) == 0
    assert answered.answer == "right"


def asked_and_answered() -> Recheck:
    example = a_year_old()
    recheck = rechecks.ask_recheck(actor=make_office(), example=example)
    return answers.answer_recheck(link=link_to(recheck), answer="right", name="Vera", told={})


def test_a_yes_is_the_date_that_readers_see() -> None:
    recheck = asked()
    page = reverse("library:example", kwargs={"slug": recheck.example.slug})
    assert "last said that it is right" not in Client().get(page).content.decode()
    answers.answer_recheck(link=link_to(recheck), answer="right", name=" Vera D ", told={})
    example = GoodExample.objects.get()
    assert example.checked_at is not None
    assert timezone.now() - example.checked_at < DAY
    assert "last said that it is right" in Client().get(page).content.decode()
    recheck.refresh_from_db()
    assert (recheck.answer, recheck.answered_by_name, example.state) == ("right", "Vera D", "published")


def test_what_has_changed_goes_to_the_office_and_the_story_stays() -> None:
    recheck = asked()
    before = recheck.example.checked_at
    answers.answer_recheck(
        link=link_to(recheck), answer="changes", name="Vera", text="Vi har bytt system.", told={}
    )
    example = GoodExample.objects.get()
    [wish] = example.remarks.all()
    assert (wish.text, wish.said_by_name, wish.is_wish) == ("Vi har bytt system.", "Vera", True)
    assert (example.state, example.company_wish) == ("published", "Vi har bytt system.")
    assert example.checked_at == before


def test_the_company_takes_it_back_itself() -> None:
    recheck = asked()
    answers.answer_recheck(
        link=link_to(recheck), answer="take_back", name="Vera", text="Vi är sålda.", told={}
    )
    example, withdrawal = GoodExample.objects.get(), Withdrawal.objects.get()
    example.document.refresh_from_db()
    assert (example.state, example.document.is_published) == ("withdrawn", False)
    assert (withdrawal.wish, withdrawal.name, withdrawal.reason, withdrawal.withdrawn_by) == (
        *("company", "Vera", "Vi är sålda.", None),
    )


@pytest.mark.parametrize(
    ("answer", "name", "text", "field"),
    [
        ("right", " ", "", "name"),
        ("changes", "Vera", " ", "text"),
        ("take_back", "Vera", "", "text"),
        ("perhaps", "Vera", "", "answer"),
    ],
)
def test_what_is_missing_is_said_and_the_link_stays_open(
    answer: str, name: str, text: str, field: str
) -> None:
    recheck = asked()
    link = link_to(recheck)
    with pytest.raises(InvalidInput) as refusal:
        answers.answer_recheck(link=link, answer=answer, name=name, text=text, told={})
    assert list(refusal.value.fields) == [field]
    answers.answer_recheck(link=link, answer="right", name="Vera", told={})


def test_an_answer_closes_both_letters_links() -> None:
    recheck = asked()
    first, second = link_to(recheck), link_to(recheck)
    answers.answer_recheck(link=first, answer="right", name="Vera", told={})
    for link in (first, second):
        with pytest.raises((links.LinkRefused, NotNow)):
            answers.answer_recheck(link=link, answer="right", name="Vera", told={})


def test_an_answer_after_the_story_was_withdrawn_changes_nothing() -> None:
    recheck = asked()
    link = link_to(recheck)
    examples.withdraw_example(actor=make_office(), example=recheck.example, reason="Fel.")
    with pytest.raises((links.LinkRefused, NotNow)):
        answers.answer_recheck(link=link, answer="right", name="Vera", told={})
    assert Recheck.objects.get().ended_at is not None


def test_the_office_asks_out_of_turn_once() -> None:
    example, office = make_example("published"), make_office()
    with pytest.raises(NotAllowed):
        rechecks.ask_recheck(actor=make_person(), example=example)
    rechecks.ask_recheck(actor=office, example=example)
    with pytest.raises(NotNow, match="has not answered"):
        rechecks.ask_recheck(actor=office, example=example)
    with pytest.raises(NotNow, match="public"):
        rechecks.ask_recheck(actor=office, example=make_example())
    nobody = make_example("published")
    GoodExample.objects.filter(pk=nobody.pk).update(contact_email="")
    with pytest.raises(NotNow, match="nobody to ask"):
        rechecks.ask_recheck(actor=office, example=nobody)


TOLD = {"text_sv": "Halva tiden.", "text_en": "Half the time.", "may_show": True}


@pytest.mark.parametrize(
    ("days", "told", "years", "is_public"),
    [
        (366, TOLD, 1, True),
        (735, TOLD, 2, True),
        (1100, TOLD | {"may_show": False}, 3, False),
        (366, TOLD | {"text_en": " "}, 1, False),
        (1500, TOLD, 0, False),
        (366, {"text_sv": "", "text_en": ""}, 0, False),
    ],
)
def test_what_happened_since_is_public_only_in_both_languages_and_with_a_yes(
    days: int, told: dict[str, Any], years: int, is_public: bool
) -> None:
    recheck = asked(days)
    answers.answer_recheck(link=link_to(recheck), answer="right", name="Vera", told=told)
    row = Afterwards.objects.first()
    assert (row.years if row else 0) == years
    assert bool(row and row.published_at) == is_public
    page = reverse("library:example", kwargs={"slug": recheck.example.slug})
    assert ("Half the time." in Client().get(f"{page}").content.decode()) == is_public


def test_what_is_public_is_not_overwritten_by_a_later_answer() -> None:
    recheck = asked()
    Afterwards.objects.create(
        example=recheck.example,
        years=1,
        text_sv="A",
        text_en="B",
        told_by_name="V",
        published_at=timezone.now(),
    )
    answers.answer_recheck(link=link_to(recheck), answer="right", name="Vera", told=TOLD)
    assert Afterwards.objects.get().text_sv == "A"


def test_the_office_keeps_publishes_and_hides_what_happened() -> None:
    office, example = make_office(), make_example("published")
    told = {"years": 1, "text_sv": "Halva tiden.", "told_by_name": "Vera"}
    row = afterwards.save_afterwards(actor=office, example=example, text_en="", **told)
    with pytest.raises(NotNow, match="both"):
        afterwards.publish_afterwards(actor=office, afterwards=row)
    afterwards.save_afterwards(actor=office, example=example, text_en="Half the time.", **told)
    afterwards.publish_afterwards(actor=office, afterwards=row)
    afterwards.publish_afterwards(actor=office, afterwards=row)
    with pytest.raises(NotNow, match="Hide it first"):
        afterwards.save_afterwards(actor=office, example=example, text_en="x", **told)
    afterwards.hide_afterwards(actor=office, afterwards=row)
    afterwards.hide_afterwards(actor=office, afterwards=row)
    assert Afterwards.objects.get().published_at is None


def test_only_the_office_keeps_what_happened_and_somebody_told_it() -> None:
    office, example = make_office(), make_example("published")
    with pytest.raises(InvalidInput) as refusal:
        afterwards.save_afterwards(
            actor=office, example=example, years=1, text_sv=" ", text_en="", told_by_name=""
        )
    assert set(refusal.value.fields) == {"text_sv", "told_by_name"}
    told = {"years": 1, "text_sv": "Ja.", "text_en": "Yes.", "told_by_name": "Vera"}
    row = afterwards.save_afterwards(actor=office, example=example, **told)
    stranger = make_person()
    with pytest.raises(NotAllowed):
        afterwards.save_afterwards(actor=stranger, example=example, **told)
    for change in (afterwards.publish_afterwards, afterwards.hide_afterwards):
        with pytest.raises(NotAllowed):
            change(actor=stranger, afterwards=row)


def test_the_companys_page_asks_twice_before_it_takes_a_story_back() -> None:
    recheck = asked()
    page = reverse("library:example_recheck", kwargs={"token": token_of(recheck)})
    company = Client()
    assert "still right" in company.get(page).content.decode()
    assert "answer" in company.post(page, {"name": "Vera"}).context["form"].errors
    said = {"answer": "take_back", "name": "Vera", "text": "Vi är sålda."}
    once = company.post(page, said)
    assert "taken from everybody at once" in once.content.decode()
    assert GoodExample.objects.get().state == "published"
    assert "no longer public" in company.post(page, said | {"sure": "1"}).content.decode()
    assert GoodExample.objects.get().state == "withdrawn"
    assert company.get(page).status_code == 410


def test_a_get_by_the_link_changes_nothing() -> None:
    recheck = asked()
    page = reverse("library:example_recheck", kwargs={"token": token_of(recheck)})
    for _ in range(2):
        assert Client().get(page).status_code == 200
    recheck.refresh_from_db()
    assert recheck.answered_at is None


def test_the_offices_page_of_what_came_afterwards() -> None:
    office, example = client_of(make_office()), make_example("published")
    parts = {"example_id": example.public_id}
    page = reverse("library:example_afterwards", kwargs=parts)
    assert "has not been asked yet" in office.get(page).content.decode()
    assert office.post(reverse("library:recheck_ask", kwargs=parts)).status_code == 302
    assert "not answered yet" in office.get(page).content.decode()
    wrong = office.post(page, {"years": "1", "y1-text_sv": "Halva tiden."})
    assert "told_by_name" in wrong.context["form"].errors
    assert "Halva tiden." in wrong.content.decode()
    right = {
        "years": "1",
        "y1-text_sv": "Halva tiden.",
        "y1-text_en": "Half the time.",
        "y1-told_by_name": "V",
    }
    assert office.post(page, right).status_code == 302
    show = reverse("library:afterwards_show", kwargs=parts | {"years": 1})
    assert office.post(show).status_code == 302
    public = reverse("library:example", kwargs={"slug": example.slug})
    assert "Half the time." in Client().get(public).content.decode()
    office.post(show, {"hide": "1"})
    assert "Half the time." not in Client().get(public).content.decode()
    assert office.post(page, {"years": "9"}).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "state"), [("right", "published"), ("take_back", "withdrawn")])
def test_of_two_answers_at_once_the_first_counts(first: str, state: str) -> None:
    """Two letters have two links: both are pressed at the same moment."""
    recheck = asked()
    one, other = link_to(recheck), link_to(recheck)
    second = "take_back" if first == "right" else "right"
    said = {"name": "Vera", "text": "Sålda.", "told": {}}
    results = one_then_other(
        lambda: answers.answer_recheck(link=one, answer=first, **said),
        lambda: answers.answer_recheck(link=other, answer=second, **said),
    )
    recheck.refresh_from_db()
    assert (results, recheck.answer) == (["", "NotNow"], first)
    assert GoodExample.objects.get().state == state
