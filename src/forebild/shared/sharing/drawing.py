"""A page's picture for chats and feeds, 1200 × 630: words in the house's look, perhaps with a photograph.

1. The largest size is taken at which the title's words, wrapped to the width, fill no more than its lines.
2. A word that is wider than a line by itself is broken with a hyphen.
3. Where no size fits, the smallest is taken and the last line ends with an ellipsis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

WIDTH, HEIGHT = 1200, 630
LOOK = 1  # part of a drawing's name: another look, another picture

_MARGIN = 80
_PICTURE_WIDTH = 400
_PAPER, _SPRUCE, _MUTED, _SIGNAL = "#f5f6f1", "#0d3b2e", "#b9cdc3", "#ffce1f"  # as in ui/css/foundation.css
_SIZES = ((84, 3), (72, 4), (62, 4), (52, 5), (44, 6))  # of the title, with the lines that it may take
_TITLE_TOP, _TITLE_BOTTOM = 176, 524
_FONTS = Path(__file__).parents[1] / "ui" / "static" / "ui" / "fonts"
# What the first font file holds (the unicode-range in foundation.css); the second has the rest of Latin.
_LATIN = re.compile(
    "[\u0000-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122\u2212]"
)


@dataclass(frozen=True)
class Card:
    """What stands on it; `picture` is a file that Pillow can read, cut to the right third."""

    title: str
    eyebrow: str = ""
    foot: str = ""
    picture: Path | None = None


def draw(card: Card) -> bytes:
    """The card as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _SPRUCE)
    room = WIDTH - 2 * _MARGIN
    if card.picture and (photograph := _photograph(card.picture)):
        image.paste(photograph, (WIDTH - _PICTURE_WIDTH, 0))
        room -= _PICTURE_WIDTH
    pen = ImageDraw.Draw(image)
    pen.rectangle((_MARGIN, 72, _MARGIN + 96, 81), fill=_SIGNAL)
    _write(pen, 104, shortened(card.eyebrow, 34, 500, room), 34, 500, _MUTED)
    size, lines = fitted(card.title, room)
    for place, line in enumerate(lines):
        _write(pen, _TITLE_TOP + round(place * size * 1.12), line, size, 700, _PAPER)
    _write(pen, HEIGHT - 86, shortened(card.foot, 30, 500, room), 30, 500, _MUTED)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def fitted(title: str, room: int) -> tuple[int, list[str]]:
    """The title's size, and its lines within `room` pixels."""
    for size, most in _SIZES:
        lines = list(_wrapped(title, size, room))
        if len(lines) <= most and _TITLE_TOP + len(lines) * size * 1.12 <= _TITLE_BOTTOM:
            return size, lines
    kept = lines[:most]
    return size, [*kept[:-1], shortened(f"{kept[-1]} …", size, 700, room)]


def shortened(text: str, size: int, weight: int, room: int) -> str:
    """The text, with an ellipsis for what does not fit into `room` pixels."""
    if length(text, size, weight) <= room:
        return text
    plain = text.removesuffix(" …")
    fitting = (
        short
        for end in range(len(plain), 0, -1)
        if length(short := f"{plain[:end].rstrip()}…", size, weight) <= room
    )
    return next(fitting, "…")


def length(text: str, size: int, weight: int) -> float:
    """How wide the text is, in pixels."""
    return sum(_font(is_latin, size, weight).getlength(run) for is_latin, run in _runs(text))


def _wrapped(text: str, size: int, room: int) -> Iterator[str]:
    """The lines, one word after another until the next has no room."""
    line = ""
    for word in _breakable(text, size, room):
        longer = f"{line} {word}".strip()
        if line and length(longer, size, 700) > room:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _breakable(text: str, size: int, room: int) -> Iterator[str]:
    """The words; one that is wider than a line in pieces that are not."""
    for word in text.split():
        rest = word
        while length(rest, size, 700) > room:
            end = next(
                end for end in range(len(rest) - 1, 0, -1) if _fits(rest[:end], size, room) or end == 1
            )
            yield f"{rest[:end]}-"
            rest = rest[end:]
        yield rest


def _fits(piece: str, size: int, room: int) -> bool:
    return length(f"{piece}-", size, 700) <= room


def _write(pen: ImageDraw.ImageDraw, top: int, text: str, size: int, weight: int, colour: str) -> None:
    left = float(_MARGIN)
    for is_latin, run in _runs(text):
        font = _font(is_latin, size, weight)
        pen.text((left, top), run, font=font, fill=colour)
        left += font.getlength(run)


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """The text in stretches that one font file holds."""
    for is_latin, signs in groupby(text, key=lambda sign: bool(_LATIN.match(sign))):
        yield is_latin, "".join(signs)


@cache
def _font(is_latin: bool, size: int, weight: int) -> ImageFont.FreeTypeFont:
    name = "familjen-grotesk-latin.woff2" if is_latin else "familjen-grotesk-latin-ext.woff2"
    font = ImageFont.truetype(str(_FONTS / name), size)
    font.set_variation_by_axes([weight])
    return font


def _photograph(path: Path) -> Image.Image | None:
    """The picture, cut to its place; none where the file is gone or cannot be read."""
    try:
        with Image.open(path) as found:
            return ImageOps.fit(found.convert("RGB"), (_PICTURE_WIDTH, HEIGHT))
    except OSError:
        return None
