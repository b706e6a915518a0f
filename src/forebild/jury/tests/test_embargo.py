"""Before its instant nothing tells of the result.

Two worlds differ only in who wins. Until the release every answer to everybody outside the leadership must be
the same in both, byte for byte and header for header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from forebild.competition.models import Award
from forebild.jury.services.release import carry_out_due_releases
from forebild.jury.tests.decided import client_of, decide, make_confirmed
from forebild.programme.models import Edition
from tests.worlds import make_company, make_edition, make_entry, make_juror, make_office, make_person

pytestmark = pytest.mark.django_db
INSTANT = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
PATHS = [
    "/",
    "/omgangar/",
    "/omgang/2027/",
    "/exempel/",
    "/exempel/?q=AB",
    "/exempel/flode.xml",
    "/sitemap.xml",
    "/robots.txt",
    "/kansli/2027/beslut/",
    "/kansli/2027/offentliggor/",
    "/kansli/2027/brev/",
    "/kansli/exempel/",
    "/pris/unknown/",
    *(f"/en/{path}" for path in ("", "omgangar/", "omgang/2027/", "exempel/flode.xml")),
]
ACTORS = ["nobody", "one", "other", "juror"]
_CHANGES_ANYWAY = re.compile(r"csrfmiddlewaretoken\" value=\"[^\"]+\"")


class Undone(Exception):
    """Ends a world without a trace."""


def worlds(leak: Any = None) -> Iterator[dict[tuple[str, str], Any]]:
    """What everybody is answered, in the world where the one wins and in that where the other does."""
    edition = make_edition(2027)
    people = {
        "nobody": None,
        "one": make_person(),
        "other": make_person(),
        "juror": make_juror(edition).person,
    }
    entries = {
        name: make_entry(edition, make_company(f"{name.title()} AB", owner=people[name]))
        for name in ("one", "other")
    }
    office, second = make_office(), make_office()
    clients = {name: client_of(person) for name, person in people.items()}
    for winner, loser in (("one", "other"), ("other", "one")):
        try:
            with transaction.atomic():
                decide(entries[winner], "winner", by=office, approved_by=second)
                decide(entries[loser], "not_awarded", by=office, approved_by=second)
                make_confirmed(edition, office, second, INSTANT)
                if leak:
                    leak(entries[winner])
                yield {
                    (name, path): _answer(client, path) for name, client in clients.items() for path in PATHS
                }
                raise Undone
        except Undone:
            pass


def _answer(client: Client, path: str) -> tuple[int, dict[str, str], str]:
    answer = client.get(path)
    headers = {name: value for name, value in answer.headers.items() if name not in {"Date"}}
    text = _CHANGES_ANYWAY.sub("", b"".join(answer).decode())
    return answer.status_code, headers, text


def differing(leak: Any = None) -> list[tuple[str, str]]:
    found = list(worlds(leak))
    assert len(found) == 2
    return [question for question, answer in found[0].items() if found[1][question] != answer]


@pytest.mark.parametrize("before", [timedelta(minutes=50), timedelta(seconds=1)])
def test_until_the_release_both_worlds_look_the_same(before: timedelta) -> None:
    with time_machine.travel(INSTANT - before, tick=False):
        assert differing() == []


def test_control_a_row_written_too_early_with_the_edition_open_is_seen() -> None:
    def leak(entry: Any) -> None:
        Award.objects.create(
            edition=entry.edition,
            entry=entry,
            organisation=entry.organisation,
            organisation_name=entry.organisation.name,
            outcome="winner",
            citation_sv="För.",
            published_at=INSTANT,
        )
        Edition.objects.filter(pk=entry.edition.pk).update(state="released", released_at=INSTANT)

    with time_machine.travel(INSTANT - timedelta(minutes=5), tick=False):
        seen = differing(leak)
    assert ("nobody", "/omgang/2027/") in seen
    assert ("juror", "/omgangar/") in seen


def test_a_row_written_too_early_is_not_seen_either_while_the_edition_is_not_released() -> None:
    def leak(entry: Any) -> None:
        Award.objects.create(
            edition=entry.edition,
            entry=entry,
            organisation=entry.organisation,
            organisation_name=entry.organisation.name,
            outcome="winner",
            citation_sv="För.",
            published_at=INSTANT,
        )

    with time_machine.travel(INSTANT - timedelta(minutes=5), tick=False):
        assert differing(leak) == []


def test_at_the_instant_everybody_may_know() -> None:
    with time_machine.travel(INSTANT - timedelta(minutes=5), tick=False):
        edition, office, second = make_edition(2027), make_office(), make_office()
        decide(make_entry(edition, make_company("Ena AB")), "winner", by=office, approved_by=second)
        make_confirmed(edition, office, second, INSTANT)
    with time_machine.travel(INSTANT - timedelta(seconds=1), tick=False):
        carry_out_due_releases()
        assert "Ena AB" not in Client().get("/omgang/2027/").content.decode()
    with time_machine.travel(INSTANT, tick=False):
        carry_out_due_releases()
        assert "Ena AB" in Client().get("/omgang/2027/").content.decode()
