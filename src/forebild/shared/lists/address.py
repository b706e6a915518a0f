"""What follows the question mark in a page's address, as pairs in order; changed only by making a new one."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Address:
    """`str()` gives a link relative to the page, always beginning with "?"."""

    pairs: tuple[tuple[str, str], ...] = ()

    def put(self, name: str, value: str) -> Address:
        """`name` has this one value and stands last."""
        return Address((*self.without(name).pairs, (name, value)))

    def drop(self, name: str, value: str) -> Address:
        """Without this one value of `name`; other values of the same name stay."""
        return Address(tuple(pair for pair in self.pairs if pair != (name, value)))

    def without(self, *names: str) -> Address:
        """Without every value of these names."""
        return Address(tuple(pair for pair in self.pairs if pair[0] not in names))

    @property
    def query(self) -> str:
        """The same without the question mark."""
        return urlencode(self.pairs, safe=",")

    def __str__(self) -> str:
        return f"?{self.query}"
