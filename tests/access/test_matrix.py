"""Every address for every actor, for one's own thing and another's: what a GET gets, and that no POST helps.

The views are called as the resolver finds them, guards and all; that the whole stack of middleware says the
same is asked for one actor a row, in turn.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.http import Http404, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from tests.access.addresses import patterns
from tests.access.asking import Statements, undone
from tests.access.rows import REFUSED, Row, letter_of, spaced
from tests.access.table import TABLE
from tests.access.world import ACTORS, World
from tests.worlds import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_words")]

Call = Callable[[str, str], HttpResponseBase]  # method, address
IN_TURN = dict(zip((row.name for row in TABLE), cycle(ACTORS), strict=False))


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    """A browser each."""
    return {actor: client_of(world.people[actor]) for actor in ACTORS}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {row.name for row in TABLE} == patterns().keys()


def test_control_an_address_without_a_row_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.access.test_matrix.TABLE", TABLE[1:])
    with pytest.raises(AssertionError):
        test_every_address_has_a_row_and_every_row_an_address()


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.name}-{row.kind}")
def test_who_gets_what(world: World, clients: dict[str, Client], row: Row) -> None:
    parts = world.parts[row.kind]
    assert (parts.other is None) == (row.other == "")
    for whose, address_parts in (("own", parts.own), ("other", parts.other)):
        if address_parts is None:
            continue
        address = reverse(row.name, kwargs=address_parts)
        calls = {actor: _caller(world, clients, actor, address) for actor in ACTORS}
        found = {actor: _letter(call, "get", address) for actor, call in calls.items()}
        assert spaced(found) == spaced(row.letters(whose)), (whose, address)
        expected = row.letters("posted") if row.posted else found
        refused = [actor for actor, letter in expected.items() if letter in REFUSED]
        assert [actor for actor in refused if not _is_refused_to_write(calls[actor], address)] == [], address


def _is_refused_to_write(call: Call, address: str) -> bool:
    """Whether a POST is turned away as well, before anything is written."""
    statements = Statements()
    with connection.execute_wrapper(statements):
        letter = _letter(call, "post", address)
    return letter in f"{REFUSED}p" and statements.writes == []


def _letter(call: Call, method: str, address: str) -> str:
    with undone():
        response = call(method, address)
    if response.streaming:
        _close(response)
    return letter_of(response)


def _close(response: HttpResponseBase) -> None:
    """Close the file that is sent, but not the database with it, as the end of a request would."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


def _caller(world: World, clients: dict[str, Client], actor: str, address: str) -> Call:
    """The view itself; the whole stack for the one whose turn it is, and for views that need a session."""
    match = resolve(address)
    is_ours = hasattr(match.func, "permission") and not hasattr(match.func, "view_class")
    if not is_ours or IN_TURN[match.view_name] == actor:
        return lambda method, asked: getattr(clients[actor], method)(asked)
    return lambda method, asked: _called(world, actor, method, asked)


def _called(world: World, actor: str, method: str, address: str) -> HttpResponseBase:
    request = RequestFactory().generic(method.upper(), address)
    match = resolve(address)
    request.user = world.people[actor] or AnonymousUser()  # type: ignore[assignment]
    request.resolver_match = match
    request.session = SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    try:
        return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]
    except Http404:
        return HttpResponse(status=404)
    except PermissionDenied:
        return HttpResponse(status=403)
