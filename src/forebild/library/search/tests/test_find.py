"""Stories are found by need: other words, other forms, slips; never what is not public."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.library.models import GoodExample
from forebild.library.search.need import Need
from forebild.library.search.queries import find, suggestions
from forebild.library.search.services import rebuild
from forebild.library.search.tests.worlds import put
from tests.worlds import make_company

pytestmark = pytest.mark.django_db


def _titles(found: Any) -> list[str]:
    return [hit.example.document.published_fields["title_sv"] for hit in found.hits]


@pytest.fixture
def stories() -> dict[str, GoodExample]:
    found = {
        "bench": put(
            "Ergonomiska bänkar",
            company=make_company("Höganäs Snickeri AB"),
            is_indexed=False,
            title_en="Ergonomic benches",
            challenge_sv="Tunga lyft gav ont i ryggen.",
            deed_sv="Bänkarna höjs och sänks.",
        ),
        "robot": put(
            "Robotsvetsning i liten verkstad",
            company=make_company("Svets i Dala AB"),
            is_indexed=False,
            title_en="Robot welding",
            challenge_sv="Ingen ville bli svetsare.",
            deed_sv="En svetsrobot som operatörerna programmerar.",
            result_sv="Stilleståndet halverades.",
        ),
        "paper": put(
            "En digitaliseringsresa",
            company=make_company("Pappers AB"),
            is_indexed=False,
            title_en="A digital journey",
            challenge_sv="Pärmar och lappar.",
            deed_sv="Läsplattor vid varje maskin.",
        ),
        "salt": put(
            "Salthalten avläses i saltkaren",
            company=make_company("Sill i Dala AB"),
            is_indexed=False,
            title_en="The brine is read in its tubs",
            challenge_sv="Ingen visste vad laken höll.",
            deed_sv="Givare i karen.",
        ),
    }
    rebuild(found["bench"].programme)
    return found


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ergonomi", "bench"),
        ("svetsrobot", "robot"),
        ("robotsvetsning", "robot"),
        ("digitalisering", "paper"),
        ("stillestand", "robot"),
        ("stillstånd", "robot"),
        ("papper på golvet", "paper"),
        ("onti ryggen tunga lyft", "bench"),
        ("paperless", "paper"),
        ("snickeri", "bench"),
        ("saltkarssensor", "salt"),
        ("saltmätning", "salt"),
    ],
)
def test_a_story_is_found(stories: dict[str, GoodExample], typed: str, key: str) -> None:
    found = find(stories[key].programme, Need(words=typed))
    assert found.hits
    assert found.hits[0].example == stories[key]


def test_suggestions(stories: dict[str, GoodExample]) -> None:
    programme = stories["bench"].programme

    assert "Ergonomiska bänkar" in [one.text for one in suggestions(programme, "ergonomi", "sv")]
