"""Result, proof, decisions, letters and stories in a real browser, on a phone and on a desk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.utils.translation import override

from forebild.competition.services.awards import Result, publish_awards
from forebild.jury.tests.decided import decide
from forebild.library.tests.stories import fresh_token, make_example
from tests.browser import assert_accessible, assert_reflows
from tests.worlds import client_of, make_company, make_edition, make_entry, make_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("FOREBILD_TEST_PICTURES", "")  # a folder: the pages as pictures, to look at


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Here the pages speak Swedish, as they are served."""
    with override("sv"):
        yield


@pytest.fixture
def world(transactional_db: None) -> dict[str, Any]:
    public = make_example(
        "published", make_company("Norrskens Verkstad AB", county="05", municipality="Motala")
    )
    edition = public.award.edition
    outcomes = ["mention", "mention", "finalist", "finalist"]
    names = ["Plåtslagarna i Väst AB", "Ångpannan AB", "Östra Snickeriet AB", "Gjuteriet vid Ån AB"]
    results = [
        Result(
            make_entry(edition, make_company(name, municipality="Ljungby")),
            outcome,
            "För att de delar med sig.",
        )
        for outcome, name in zip(outcomes, names, strict=True)
    ]
    publish_awards(edition=edition, results=results, published_at=edition.released_at)
    office, second, current = make_office(), make_office(), make_edition(2027)
    decide(make_entry(current, make_company("Svarven AB")), "winner", by=office, approved_by=second)
    open_entry = make_entry(current, make_company("Fräsen AB"))
    draft = make_example(office=office)
    asked = make_example("asked")
    signed_in = client_of(office).cookies[configured.SESSION_COOKIE_NAME].value
    return {
        "cookies": {configured.SESSION_COOKIE_NAME: signed_in},
        "public": [
            "/omgang/2026/",
            "/omgang/2027/",
            "/omgangar/",
            f"/pris/{public.award.public_id}/",
            "/exempel/",
            f"/exempel/{public.slug}/",
            f"/exempel/godkann/{fresh_token(asked)}/",
        ],
        "office": [
            "/kansli/2027/beslut/",
            f"/kansli/2027/beslut/bidrag/{open_entry.public_id}/",
            "/kansli/2027/offentliggor/",
            "/kansli/2027/offentliggor/se/",
            "/kansli/2027/brev/",
            "/kansli/2026/brev/",
            "/kansli/exempel/",
            f"/kansli/exempel/{draft.public_id}/",
        ],
    }


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_for_everybody(open_page: Any, world: Any, width: int) -> None:
    for number, path in enumerate([*world["public"], *world["office"]]):
        page = open_page(path, width=width, cookies=world["cookies"] if "kansli" in path else {})
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"{width}-{number:02}.png"), full_page=True)
            continue
        assert_accessible(page)
        assert_reflows(page)
