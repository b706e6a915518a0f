"""Two worlds that differ in a secret alone, and everything that somebody can ask of both.

    differing(world, {secret}, "stranger", probes)   the probes by which the stranger tells one from the other

A secret is a function that writes its `word` (another in each world) where it belongs. What it makes has the
same ids in both worlds; the clock stands still.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.test import Client

from forebild.shared import models as shared_models
from forebild.shared.outbox.models import Message
from forebild.website.queries import waiting_counts
from tests.access.asking import Answer, ask, undone
from tests.access.world import World
from tests.worlds import client_of

WORDS = {"a": "kanarie-a7", "b": "kanarie-b9"}
Secret = Callable[[World, str], None]
Probe = tuple[str, str]  # method, address


@contextmanager
def same_ids(seed: str) -> Iterator[None]:
    """New public ids are drawn in the same order, world after world."""
    drawn = SimpleNamespace(token_bytes=random.Random(seed).randbytes)  # noqa: S311 it shall be foreseeable
    with patch.object(shared_models, "secrets", drawn):
        yield


@contextmanager
def holding(world: World, secrets: Iterable[Secret], word: str) -> Iterator[None]:
    """The world with the secrets in it, for as long as that lasts."""
    before = _folders()
    try:
        with undone():
            for secret in secrets:
                with same_ids(secret.__name__):
                    secret(world, word)
            yield
    finally:
        for folder in _folders() - before:
            shutil.rmtree(folder)


def _folders() -> set[Path]:
    """Those of the stored files, which no rollback takes back."""
    return set(Path(settings.FILES_DIR).glob("*/*"))


def seen(client: Client, probes: Iterable[Probe]) -> dict[Probe, Answer]:
    """What the client is told, probe by probe; what waits, told beside every page, is counted once."""
    with patch("forebild.website.sides.waiting_counts", cache(waiting_counts)):
        return {(method, address): ask(client, address, method)[0] for method, address in probes}


def letters_to(person: Any) -> list[tuple[str, str]]:
    """What has been written to somebody."""
    if person is None:
        return []
    found = Message.objects.filter(to_person=person.public_id)
    return sorted(found.values_list("subject", "text"))


def differing(
    world: World, secrets: Iterable[Secret], actor: str, probes: Iterable[Probe]
) -> dict[Probe, tuple[Any, Any]]:
    """The probes whose answers differ, with both answers; and ("mail", …) where the letters do."""
    secrets, probes = list(secrets), list(probes)
    client = client_of(world.people[actor])
    answers = []
    for word in WORDS.values():
        with holding(world, secrets, word):
            found: dict[Probe, Any] = dict(seen(client, probes))
            found["mail", actor] = letters_to(world.people[actor])
            answers.append(found)
    first, second = answers
    return {probe: (first[probe], second[probe]) for probe in first if first[probe] != second[probe]}


def told_apart(found: dict[Probe, tuple[Any, Any]]) -> list[str]:
    """The differing probes in a line each, with what of the answer differs."""
    return [f"{method} {address}: {_where(*pair)}" for (method, address), pair in found.items()]


def _where(first: Any, second: Any) -> str:
    if not isinstance(first, Answer):
        return f"{first} / {second}"
    names = [
        name for name in ("status", "headers", "statements") if getattr(first, name) != getattr(second, name)
    ]
    texts = (first.body.splitlines(), second.body.splitlines())
    lines = next(((a, b) for a, b in zip(*texts, strict=False) if a != b), ()) if texts[0] != texts[1] else ()
    if texts[0] != texts[1]:
        names.append(f"body ({len(first.body)}/{len(second.body)})")
    kept = {
        name: (getattr(first, name), getattr(second, name)) for name in names if not name.startswith("body")
    }
    return f"{', '.join(names)} {kept} {[line.decode(errors='replace')[:160] for line in lines]}"
