"""What is said about a draft: threads, the company's wishes, open and settled; and who reads what."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.library.models import Remark
from forebild.library.queries import stories_due
from forebild.library.queries_life import remarks_on, wishes_of
from forebild.library.services import examples, remarks
from forebild.library.tests.stories import fresh_link, fresh_token, make_example
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from tests.worlds import client_of, make_office, make_person

pytestmark = pytest.mark.django_db


def test_a_thread_is_answered_settled_and_taken_up_again() -> None:
    office, example = make_office(), make_example()
    thread = remarks.say_remark(actor=office, example=example, text=" Siffran stämmer inte. ")
    reply = remarks.say_remark(actor=office, example=example, text="Jag frågar.", answers=thread)
    nested = remarks.say_remark(actor=office, example=example, text="Svaret kom.", answers=reply)
    assert (thread.text, thread.voice, reply.answers, nested.answers) == (
        *("Siffran stämmer inte.", "office", thread, thread),
    )
    remarks.settle_remark(actor=office, remark=thread)
    with pytest.raises(NotNow, match="settled"):
        remarks.say_remark(actor=office, example=example, text="Mer", answers=thread)
    with pytest.raises(NotNow, match="settled"):
        remarks.settle_remark(actor=office, remark=thread)
    remarks.reopen_remark(actor=office, remark=thread)
    remarks.reopen_remark(actor=office, remark=thread)
    thread.refresh_from_db()
    assert not thread.is_settled


def test_open_threads_stand_first() -> None:
    office, example = make_office(), make_example()
    said = [remarks.say_remark(actor=office, example=example, text=text) for text in "abc"]
    remarks.settle_remark(actor=office, remark=said[2])
    assert [each.text for each in remarks_on(example)] == ["b", "a", "c"]


def test_a_wish_becomes_a_thread_and_its_answer_is_the_only_thing_that_the_company_reads() -> None:
    office, example = make_office(), make_example("asked")
    examples.return_example(link=fresh_link(example), wish="Byt bild.")
    remarks.say_remark(actor=office, example=example, text="HEMLIGT mellan oss.")
    [wish] = wishes_of(example)
    assert (wish.text, wish.is_wish, wish.said_by) == ("Byt bild.", True, None)
    remarks.say_remark(actor=office, example=example, text="Vi har bytt den.", answers=wish)
    example.refresh_from_db()
    examples.ask_company_to_approve(actor=office, example=example, email="vd@bolag.example")
    page = Client().get(reverse("library:example_approval", kwargs={"token": fresh_token(example)}))
    text = page.content.decode()
    assert "Byt bild." in text
    assert "Vi har bytt den." in text
    assert "HEMLIGT" not in text


def test_the_last_settled_wish_leaves_nothing_that_waits() -> None:
    office, example = make_office(), make_example("asked")
    examples.return_example(link=fresh_link(example), wish="Byt bild.")
    second = remarks.note_wish(example, "Och rubrik.")
    assert stories_due(office) == {"wished": 1, "approved": 0}
    assert stories_due(make_person()) == {"wished": 0, "approved": 0}
    remarks.settle_remark(actor=office, remark=second)
    assert stories_due(office)["wished"] == 1
    remarks.settle_remark(actor=office, remark=wishes_of(example)[1])
    assert stories_due(office)["wished"] == 0
    make_example("approved")
    assert stories_due(office)["approved"] == 1


def test_only_the_office_speaks_and_only_with_words_about_its_own_story() -> None:
    stranger, office, example = make_person(), make_office(), make_example()
    with pytest.raises(NotAllowed):
        remarks.say_remark(actor=stranger, example=example, text="Hej")
    with pytest.raises(InvalidInput):
        remarks.say_remark(actor=office, example=example, text="  ")
    thread = remarks.say_remark(actor=office, example=example, text="Hej")
    with pytest.raises(NotAllowed):
        remarks.settle_remark(actor=stranger, remark=thread)
    with pytest.raises(NotAllowed):
        remarks.reopen_remark(actor=stranger, remark=thread)
    with pytest.raises(ValueError, match="another story"):
        remarks.say_remark(actor=office, example=make_example(), text="Hej", answers=thread)


def test_an_answer_is_never_settled_by_itself() -> None:
    office, example = make_office(), make_example()
    thread = remarks.say_remark(actor=office, example=example, text="Hej")
    reply = remarks.say_remark(actor=office, example=example, text="Hå", answers=thread)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.filter(pk=reply.pk).update(settled_at=timezone.now())


def test_the_page_of_remarks() -> None:
    office, example = client_of(make_office()), make_example()
    page = reverse("library:example_remarks", kwargs={"example_id": example.public_id})
    assert "Nothing has been said yet" in office.get(page).content.decode()
    assert "text" in office.post(page, {"text": ""}).context["form"].errors
    assert office.post(page, {"text": "Se över siffran."}).status_code == 302
    thread = Remark.objects.get()
    parts = {"example_id": example.public_id, "remark_id": thread.public_id}
    answer, settle = (reverse(f"library:{name}", kwargs=parts) for name in ("remark_answer", "remark_settle"))
    assert office.get(answer).status_code == 200
    assert office.post(answer, {"text": "Gjort."}).status_code == 302
    office.post(settle)
    shown = office.get(page).content.decode()
    assert "Gjort." in shown
    assert "settled" in shown
    office.post(settle, {"again": "1"})
    assert "Settled" in office.get(page).content.decode()
    edit = office.get(reverse("library:example_edit", kwargs={"example_id": example.public_id}))
    assert "Remarks (1)" in edit.content.decode()
    other = {"example_id": make_example().public_id, "remark_id": thread.public_id}
    assert office.get(reverse("library:remark_answer", kwargs=other)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_statements_for_few_as_for_many(
    count: int, django_assert_max_num_queries: Any
) -> None:
    worker, example = make_office(), make_example()
    for number in range(count):
        thread = remarks.say_remark(actor=worker, example=example, text=f"Nr {number}")
        remarks.say_remark(actor=worker, example=example, text="Svar", answers=thread)
    office = client_of(worker)
    page = reverse("library:example_remarks", kwargs={"example_id": example.public_id})
    office.get(page)
    with django_assert_max_num_queries(21):
        office.get(page)
