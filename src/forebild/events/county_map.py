"""Sweden's 21 counties as a map of tiles, each about where it lies: every county as large as any other.

Outlines would make Norrbotten a quarter of the page and Blekinge a dot; here each can be read, and pressed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forebild.people.reference.counties import BY_CODE, County

WIDTH, HEIGHT, GAP = 76, 64, 4  # of a tile; between two
# By county: column, row, and the name as it is broken over the tile's lines.
_TILES: dict[str, tuple[float, int, tuple[str, ...]]] = {
    "25": (3, 0, ("Norr-", "botten")),
    "24": (2.5, 1, ("Väster-", "botten")),
    "23": (1, 2, ("Jämtland",)),
    "22": (2, 2, ("Väster-", "norrland")),
    "20": (1, 3, ("Dalarna",)),
    "21": (2, 3, ("Gävleborg",)),
    "17": (0, 4, ("Värmland",)),
    "18": (1, 4, ("Örebro",)),
    "19": (2, 4, ("Väst-", "manland")),
    "03": (3, 4, ("Uppsala",)),
    "14": (0, 5, ("Västra", "Götaland")),
    "05": (1, 5, ("Öster-", "götland")),
    "04": (2, 5, ("Söder-", "manland")),
    "01": (3, 5, ("Stockholm",)),
    "13": (0, 6, ("Halland",)),
    "06": (1, 6, ("Jönköping",)),
    "08": (2, 6, ("Kalmar",)),
    "09": (3.2, 6, ("Gotland",)),
    "12": (0, 7, ("Skåne",)),
    "07": (1, 7, ("Kronoberg",)),
    "10": (2, 7, ("Blekinge",)),
}
_STEP = (WIDTH + GAP, HEIGHT + GAP)
VIEW_BOX = f"0 0 {round(4.2 * _STEP[0])} {8 * _STEP[1]}"


@dataclass(frozen=True)
class Tile:
    """A county on the map: where its tile stands, its name in lines with their height, how many events."""

    county: County
    x: int
    y: int
    lines: tuple[tuple[int, str], ...]
    count: int
    is_chosen: bool

    @property
    def middle(self) -> int:
        """Where its texts are centred."""
        return self.x + WIDTH // 2

    @property
    def figure_y(self) -> int:
        """Where its number stands."""
        return self.y + HEIGHT - 11


def tiles(counts: Mapping[str, int], chosen: str) -> list[Tile]:
    """All counties, from north to south."""
    return [_tile(code, counts.get(code, 0), code == chosen) for code in _TILES]


def _tile(code: str, count: int, is_chosen: bool) -> Tile:
    column, row, name = _TILES[code]
    x, y = round(column * _STEP[0]) + GAP // 2, row * _STEP[1] + GAP // 2
    lines = tuple((y + 17 + 13 * place, line) for place, line in enumerate(name))
    return Tile(BY_CODE[code], x, y, lines, count, is_chosen)
