"""Sweden's 21 counties as a map of tiles, each about where it lies: every county as large as any other.

Outlines would make Norrbotten a quarter of the page and Blekinge a dot; here each can be read, and pressed.

    shown = county_map(counts, names, lambda code: f"{here}?county={code}")   # in a view
    {% include "ui/parts/county_map.html" with map=shown label=label %}       {# and ui/css/county_map.css #}

The more a county has, the darker it is; `legend` says what each tone stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT, GAP = 76, 64, 4  # of a tile; between two
TONES = 3
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
    """A county on the map: where its tile stands, its name in lines with their height, how many it has.

    `tone` goes from 0 (none) to 3 (most); `href` is empty where there is nothing to see.
    """

    code: str
    name: str
    href: str
    x: int
    y: int
    lines: tuple[tuple[int, str], ...]
    count: int
    tone: int
    is_chosen: bool

    @property
    def middle(self) -> int:
        """Where its texts are centred."""
        return self.x + WIDTH // 2

    @property
    def figure_y(self) -> int:
        """Where its number stands."""
        return self.y + HEIGHT - 11


@dataclass(frozen=True)
class CountyMap:
    """The tiles from north to south; what the tones that are used mean: (tone, fewest, most)."""

    tiles: tuple[Tile, ...]
    legend: tuple[tuple[int, int, int], ...]
    view_box: str = VIEW_BOX
    tile_width: int = WIDTH
    tile_height: int = HEIGHT

    @property
    def counties(self) -> list[Tile]:
        """Those that have something, from the most to the fewest."""
        return sorted((tile for tile in self.tiles if tile.count), key=lambda tile: -tile.count)

    @property
    def without(self) -> list[Tile]:
        """Those that have nothing yet."""
        return [tile for tile in self.tiles if not tile.count]


def county_map(
    counts: Mapping[str, int], names: Mapping[str, str], href_of: Callable[[str], str], chosen: str = ""
) -> CountyMap:
    """All counties, by the codes of statistics; `names` and `counts` by code, `href_of` a code's page."""
    steps = _steps(max((counts.get(code, 0) for code in _TILES), default=0))

    def tile(code: str) -> Tile:
        column, row, name = _TILES[code]
        x, y = round(column * _STEP[0]) + GAP // 2, row * _STEP[1] + GAP // 2
        count = counts.get(code, 0)
        return Tile(
            code=code,
            name=names[code],
            href=href_of(code) if count else "",
            x=x,
            y=y,
            lines=tuple((y + 17 + 13 * place, line) for place, line in enumerate(name)),
            count=count,
            tone=next((tone for tone, least, most in steps if least <= count <= most), 0),
            is_chosen=code == chosen,
        )

    return CountyMap(tuple(tile(code) for code in _TILES), steps)


def _steps(most: int) -> tuple[tuple[int, int, int], ...]:
    """(tone, fewest, most) from one to `most` in up to three equal steps, the darkest for the most."""
    count = min(TONES, most)
    ends = [round(most * place / count) for place in range(count + 1)] if count else []
    darkest = TONES - count
    return tuple(
        (darkest + place, before + 1, end) for place, (before, end) in enumerate(pairwise(ends), start=1)
    )
