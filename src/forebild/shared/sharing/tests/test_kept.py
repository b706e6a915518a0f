from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory

from forebild.shared.sharing.drawing import Card, draw
from forebild.shared.sharing.kept import kept, name_of, picture_response

CARD = Card("Ritningarna ut", eyebrow="Bolaget")


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DRAWN_DIR = tmp_path / "drawn"
    return tmp_path / "drawn"


class TestOnDisk:
    def test_is_drawn_once(self, own_folder: Path) -> None:
        first = kept(CARD, "abc-sv", name_of(CARD))
        place = own_folder / "abc-sv" / f"{name_of(CARD)}.png"
        assert place.read_bytes() == first == draw(CARD)
        place.write_bytes(b"som det lag")
        assert kept(CARD, "abc-sv", name_of(CARD)) == b"som det lag"

    def test_another_title_takes_its_place(self, own_folder: Path) -> None:
        other = Card("Ny rubrik")
        kept(CARD, "abc-sv", name_of(CARD))
        kept(CARD, "def-sv", name_of(CARD))
        kept(other, "abc-sv", name_of(other))
        assert [each.name for each in (own_folder / "abc-sv").iterdir()] == [f"{name_of(other)}.png"]
        assert len(list((own_folder / "def-sv").iterdir())) == 1

    def test_several_at_once_leave_one_whole_picture(self, own_folder: Path) -> None:
        with ThreadPoolExecutor(4) as crew:
            found = list(crew.map(lambda _number: kept(CARD, "abc-sv", name_of(CARD)), range(8)))
        assert set(found) == {draw(CARD)}
        assert [each.suffix for each in (own_folder / "abc-sv").iterdir()] == [".png"]


class TestTheAnswer:
    def test_may_be_kept_for_an_hour_and_asked_about(self, rf: RequestFactory) -> None:
        answer = picture_response(rf.get("/"), CARD, key="abc-sv")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert answer["Cache-Control"] == "public, max-age=3600"
        again = picture_response(rf.get("/", headers={"if-none-match": answer["ETag"]}), CARD, key="abc-sv")
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == "public, max-age=3600"
        changed = picture_response(
            rf.get("/", headers={"if-none-match": answer["ETag"]}), Card("Ny"), key="abc-sv"
        )
        assert changed.status_code == 200
