"""Every address that Django knows, and those that can be made of a world's things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import get_resolver, resolve, reverse

from forebild.shared.links.services import LinkRefused, LinkUnknown, look_up
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
    """Every name with all parts of the world that fit it, and with `more` parts; each address once.

    A page that takes safe links of one purpose is asked with those, and with one of another purpose.
    """
    known = [*(part for parts in world.parts.values() for part in _both(parts)), *more]
    return sorted(
        address
        for name, needed in patterns().items()
        for address in _useful({reverse(name, kwargs=part) for part in known if needed == part.keys()})
    )


def _useful(addresses: set[str]) -> Iterator[str]:
    """Of a page's addresses all, but of those with a link that it does not take only the first."""
    strange = []
    for address in sorted(addresses):
        found = resolve(address)
        purpose = getattr(found.func, "purpose", None)
        if purpose is None or _takes(purpose, found.kwargs["token"]):
            yield address
        else:
            strange.append(address)
    yield from strange[:1]


def _takes(purpose: str, token: str) -> bool:
    """Whether the token is that of such a link, also one that is spent."""
    try:
        look_up(token, purpose)
    except LinkUnknown:
        return False
    except LinkRefused:
        return True
    return True


def _both(parts: Parts) -> list[dict[str, Any]]:
    return [parts.own] if parts.other is None else [parts.own, parts.other]
