"""Asking a page as somebody: what came back, what was written, how many statements it took."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import Client

_CHANGES_ANYWAY = re.compile(
    rb'name="(?:csrfmiddlewaretoken|key|nonce)" value="[^"]+"|nonce="[^"]+"|nonce-[\w+/=-]+'
)
_WRITES = ("INSERT", "UPDATE", "DELETE")


class Undone(Exception):
    """Takes back what a request did."""


@contextmanager
def undone() -> Iterator[None]:
    """What happens within leaves no trace in the database."""
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


@dataclass
class Statements:
    """How many statements ran, and those that wrote."""

    count: int = 0
    writes: list[str] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO"))
        if sql.lstrip().upper().startswith(_WRITES) and "django_session" not in sql:
            self.writes.append(sql)
        return execute(sql, params, many, context)


@dataclass(frozen=True)
class Answer:
    """Everything that a client is told, without what differs from request to request anyway."""

    status: int
    headers: dict[str, str]
    body: bytes
    statements: int


def ask(client: Client, address: str, method: str = "get") -> tuple[Answer, list[str]]:
    """The answer, and the statements that wrote; the database is as before."""
    statements = Statements()
    with undone(), connection.execute_wrapper(statements):
        response = getattr(client, method)(address)
        body = b"".join(response)  # a file is read to its end, and so closed
    headers = {
        name: _CHANGES_ANYWAY.sub(b"", value.encode()).decode()
        for name, value in response.headers.items()
        if name not in {"Date", "Set-Cookie"}
    }
    headers["Set-Cookie"] = ",".join(sorted(response.cookies))
    return Answer(response.status_code, headers, _CHANGES_ANYWAY.sub(b"", body), statements.count), (
        statements.writes
    )
