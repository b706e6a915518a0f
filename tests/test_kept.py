"""A form sent after its writer's session has ended: nothing typed is lost, and nothing is done yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import clear_url_caches, reverse
from django.utils import timezone
from django.utils.translation import override

from forebild.jury.models import Review, Ruling
from forebild.shared.kept import DROP
from tests.worlds import make_assignment, make_edition, make_entry, make_juror, make_office, make_person

WORDS = "Hela linjen är mätt,\noch <b>det</b> syns."


@pytest.fixture(autouse=True)
def in_swedish() -> Iterator[None]:
    clear_url_caches()
    with override("sv"):
        yield


@pytest.fixture
def assignment(db: None) -> Any:
    edition = make_edition(2027)
    return make_assignment(make_juror(edition), make_entry(edition), is_declared=True)


@pytest.fixture
def sheet(assignment: Any) -> str:
    return reverse("jury:review_edit", args=[2027, assignment.public_id])


def form_of(page: Any) -> dict[str, str]:
    """What the button of the first form in the page would send."""
    html = page.content.decode().split("<form")
    offered = next(part for part in html if "<textarea" in part)
    return {
        name: text.replace("&lt;", "<").replace("&gt;", ">")
        for name, text in re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', offered, re.DOTALL)
    }


def test_a_juror_sends_what_was_typed_after_signing_in_again(
    client: Client, assignment: Any, sheet: str
) -> None:
    gone = client.post(sheet, {"strengths": WORDS, "then": "next"})
    assert (gone.status_code, Review.objects.count()) == (302, 0)
    client.force_login(assignment.juror.person)
    offered = client.get(sheet)
    assert "<b>det</b>" not in offered.content.decode()
    assert Review.objects.count() == 0  # shown, not sent
    assert client.get(sheet).content == offered.content or form_of(client.get(sheet)) == form_of(offered)
    sent = client.post(sheet, form_of(offered))
    assert sent.status_code == 302
    assert Review.objects.get().strengths.replace("\r\n", "\n") == WORDS
    assert "strengths" in client.get(sheet).content.decode()  # the sheet itself again


def test_it_can_be_thrown_away(client: Client, assignment: Any, sheet: str) -> None:
    client.post(sheet, {"strengths": WORDS})
    client.force_login(assignment.juror.person)
    thrown = client.post(sheet, {DROP: "yes"})
    assert (thrown.status_code, thrown["Location"], Review.objects.count()) == (302, sheet, 0)
    assert "det</b>" not in client.get(sheet).content.decode()


def test_a_citation_is_kept_like_everything_else(client: Client, assignment: Any) -> None:
    address = reverse("jury:ruling_propose", args=[2027, assignment.entry.public_id])
    typed = {"outcome": "winner", "reason": "Juryn är enig.", "citation_sv": WORDS}
    client.post(address, typed)
    client.force_login(make_office())
    client.post(address, form_of(client.get(address)))
    assert Ruling.objects.get().citation_sv.replace("\r\n", "\n") == WORDS


def test_nobody_else_sees_it_nor_another_page_nor_after_a_day(
    client: Client, assignment: Any, sheet: str
) -> None:
    client.post(sheet, {"strengths": WORDS})
    client.force_login(make_person())
    assert client.get(sheet).status_code == 404
    client.logout()
    client.post(sheet, {"strengths": WORDS})
    client.force_login(assignment.juror.person)
    assert "syns" not in client.get(reverse("jury:desk", args=[2027])).content.decode()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        client.force_login(assignment.juror.person)
        assert "syns" not in client.get(sheet).content.decode()


@pytest.mark.parametrize("fields", [{"then": "submit"}, {"strengths": ""}, {"strengths": "x y" * 100_001}])
def test_a_mere_press_leaves_nothing_nor_does_a_flood(
    client: Client, assignment: Any, sheet: str, fields: dict[str, str]
) -> None:
    assert client.post(sheet, fields).status_code == 302
    assert "typed_when_signed_out" not in client.session


def test_a_refusal_shows_what_was_written_to_copy(client: Client, assignment: Any) -> None:
    office, entry = make_office(), assignment.entry
    client.force_login(office)
    address = reverse("jury:ruling_propose", args=[2027, entry.public_id])
    typed = {"outcome": "mention", "reason": "Juryn är enig.", "citation_sv": WORDS}
    Ruling.objects.create(
        edition=entry.edition, entry=entry, outcome="finalist", reason="x", proposed_by=office
    )
    refused = client.post(address, typed)
    assert refused.status_code == 409
    shown = refused.content.decode()
    assert "Juryn är enig." in shown
    assert "&lt;b&gt;det&lt;/b&gt; syns." in shown
    assert assignment.public_id not in shown


def test_without_criteria_a_sheet_is_not_handed_in(client: Client, assignment: Any, sheet: str) -> None:
    assignment.entry.edition.criteria.all().delete()
    client.force_login(assignment.juror.person)
    answer = client.post(sheet, {"strengths": WORDS, "then": "submit"})
    assert (answer.status_code, Review.objects.get().state) == (422, "draft")
