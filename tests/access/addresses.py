"""Every address that Django knows, and those that can be made of a world's things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import get_resolver, reverse

from tests.access.world import Parts, World


def patterns() -> dict[str, frozenset[str]]:
    """The parts of every address by its name ("jury:desk" → {"edition_year"}), the libraries' too."""
    return dict(_walk(get_resolver().url_patterns))


def _walk(
    found: Iterable[Any], space: str = "", before: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    for each in found:
        parts = frozenset(before | each.pattern.converters.keys())
        if hasattr(each, "url_patterns"):
            yield from _walk(
                each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space, parts
            )
        else:
            yield f"{space}{each.name}", parts


def all_addresses(world: World, more: Iterable[dict[str, Any]] = ()) -> list[str]:
    """Every name with all parts of the world that fit it, and with `more` parts; each address once."""
    known = [*(part for parts in world.parts.values() for part in _both(parts)), *more]
    return sorted(
        {
            reverse(name, kwargs=part)
            for name, needed in patterns().items()
            for part in known
            if needed == part.keys()
        }
    )


def _both(parts: Parts) -> list[dict[str, Any]]:
    return [parts.own] if parts.other is None else [parts.own, parts.other]
