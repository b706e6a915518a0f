"""The protocol on a telephone that loses its network: nothing typed and no picture is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from forebild.competition.tests.forms import picture
from forebild.visits.tests.worlds import Going, plan
from tests.browser import assert_accessible, assert_reflows, wait_until
from tests.worlds import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STATUS = "document.querySelector('[data-autosave-status]').textContent"


@pytest.fixture
def going() -> Going:
    return plan("made")


@pytest.fixture
def page(open_page: Any, going: Going) -> Any:
    name = settings.SESSION_COOKIE_NAME
    cookies = {name: client_of(going.person(0)).cookies[name].value}
    address = reverse("visits:protocol_edit", args=[2027, going.visitor(0).public_id])
    return open_page(address, width=360, cookies=cookies)


def test_what_is_typed_without_network_is_kept_told_and_sent_later(page: Any, going: Going) -> None:
    assert_accessible(page)
    assert_reflows(page)
    page.context.set_offline(True)
    page.fill("[name=met]", "Vera och två operatörer.")
    page.locator("[name=impression]").focus()
    wait_until(page, f"{STATUS}.includes('Ingen förbindelse')")
    kept = page.evaluate("Object.entries(localStorage)")
    assert [going.visitor(0).public_id in name and "operatörer" in text for name, text in kept] == [True]
    assert "met" not in going.refresh().document.fields
    page.context.set_offline(False)
    wait_until(page, f"{STATUS}.includes('Sparat')")
    assert going.refresh().document.fields["met"] == "Vera och två operatörer."
    assert page.evaluate("localStorage.length") == 0


def test_a_picture_without_network_waits_and_is_sent_later(page: Any, going: Going, tmp_path: Path) -> None:
    shot = tmp_path / "bild.png"
    shot.write_bytes(picture().read())

    def take(caption: str) -> None:
        page.set_input_files("[name=upload]", shot)
        page.fill("[name=caption]", caption)
        page.check("[name=people][value=nobody]")
        page.get_by_role("button", name="Lägg till bilden").click()

    page.context.set_offline(True)
    take("En press.")
    page.wait_for_selector("text=Bilden väntar i telefonen")
    assert not going.visit.pictures.exists()
    page.context.set_offline(False)
    page.wait_for_selector("img[alt='En press.']")
    assert [each.caption for each in going.visit.pictures.all()] == ["En press."]
    take("En bock.")
    page.wait_for_selector("img[alt='En bock.']")
    assert going.visit.pictures.count() == 2
