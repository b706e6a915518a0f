"""A drawn picture a trade for the stories, each with what it shows; one drawing serves all in its trade."""

import math
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

from forebild.sample.pictures import HEIGHT, PICTURE_ALT, WIDTH, draw_picture
from forebild.sample.texts import Text

Pen = ImageDraw.ImageDraw
_WALL, _FLOOR, _INK, _WARM, _PALE = "#e9efe6", "#c9c2b0", "#1f4d3a", "#d9822b", "#f6f1e4"


def draw_scene(trade: str) -> bytes:
    """A PNG of 960 × 640 for the trade; the factory for one without a scene of its own.

    Steps: wall, floor, what stands on it.
    """
    if trade not in _SCENES:
        return draw_picture(trade)
    picture = Image.new("RGB", (WIDTH, HEIGHT), _WALL)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 480, WIDTH, HEIGHT), fill=_FLOOR)
    _SCENES[trade](pen)
    buffer = BytesIO()
    picture.save(buffer, "PNG", compress_level=1)  # it is stored written anew
    return buffer.getvalue()


def scene_alt(trade: str) -> Text:
    """What the trade's picture shows."""
    return _ALTS.get(trade, PICTURE_ALT)


def _loaves(pen: Pen) -> None:
    pen.rectangle((300, 90, 660, 330), fill=_INK)
    pen.rectangle((340, 150, 620, 300), fill=_WARM)
    for x in (140, 400, 660):
        pen.ellipse((x, 400, x + 180, 520), fill="#a8692f")
        for line in (50, 85, 120):
            pen.line((x + line, 420, x + line + 20, 470), fill=_PALE, width=6)


def _spools(pen: Pen) -> None:
    for x, colour in ((150, "#7a3b2e"), (400, "#f2c230"), (650, "#2f4858")):
        pen.rectangle((x, 230, x + 160, 250), fill="#5b4a3f")
        pen.rectangle((x + 20, 250, x + 140, 480), fill=colour)
        for y in range(265, 480, 18):
            pen.line((x + 20, y, x + 140, y + 8), fill=_PALE, width=3)
        pen.rectangle((x, 480, x + 160, 500), fill="#5b4a3f")


def _planks(pen: Pen) -> None:
    for x in (80, 230, 760):
        pen.polygon([(x, 440), (x + 70, 120), (x + 140, 440)], fill="#5f8a74")
    for row in range(6):
        y = 500 - 32 * row
        pen.rectangle(
            (280 + 12 * (row % 2), y, 740 - 12 * (row % 2), y + 26), fill="#c99a5b", outline="#8a6432"
        )


def _vessels(pen: Pen) -> None:
    for x, height, colour in ((170, 220, "#b5651d"), (400, 300, "#2f4858"), (640, 180, "#7f9f87")):
        pen.rectangle((x + 40, 500 - height - 40, x + 120, 500 - height + 30), fill=colour)
        pen.rounded_rectangle((x, 500 - height, x + 160, 510), radius=50, fill=colour)


def _anvil(pen: Pen) -> None:
    pen.rectangle((400, 350, 560, 540), fill="#5b4a3f")
    pen.polygon([(300, 280), (660, 280), (760, 310), (600, 360), (360, 360)], fill="#3b4045")
    pen.rectangle((180, 258, 520, 280), fill="#e4572e")
    pen.ellipse((150, 250, 200, 290), fill="#ffd166")


def _board(pen: Pen) -> None:
    pen.rounded_rectangle((180, 110, 780, 520), radius=20, fill=_INK)
    for y in range(170, 500, 60):
        pen.line((220, y, 740, y), fill="#8aa36b", width=5)
    for x, y, size in ((260, 160, 110), (480, 240, 150), (290, 360, 90), (650, 380, 80)):
        pen.rectangle((x, y, x + size, y + size), fill="#20242a", outline=_PALE, width=3)


def _gears(pen: Pen) -> None:
    _gear(pen, (360, 330), 150, 14, "#2f4858")
    _gear(pen, (634, 250), 110, 10, _WARM)


def _gear(pen: Pen, middle: tuple[int, int], radius: int, teeth: int, colour: str) -> None:
    x, y = middle
    for tooth in range(teeth):
        angle = 2 * math.pi * tooth / teeth
        at_x, at_y = x + radius * math.cos(angle), y + radius * math.sin(angle)
        pen.ellipse((at_x - 18, at_y - 18, at_x + 18, at_y + 18), fill=colour)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    pen.ellipse((x - 40, y - 40, x + 40, y + 40), fill=_WALL)


_SCENES: dict[str, Callable[[Pen], None]] = {
    "food": _loaves,
    "textile": _spools,
    "wood": _planks,
    "chemistry": _vessels,
    "metal": _anvil,
    "electronics": _board,
    "machines": _gears,
}
_ALTS = {
    "food": Text(
        "Tecknad exempelbild: tre runda bröd framför luckan till en varm ugn.",
        "Drawn sample picture: three round loaves in front of the door of a warm oven.",
    ),
    "textile": Text(
        "Tecknad exempelbild: tre trådrullar i rött, gult och blått på ett bord.",
        "Drawn sample picture: three reels of thread in red, yellow and blue on a table.",
    ),
    "wood": Text(
        "Tecknad exempelbild: en stapel med brädor framför tre granar.",
        "Drawn sample picture: a stack of boards in front of three spruces.",
    ),
    "chemistry": Text(
        "Tecknad exempelbild: tre kärl av olika höjd på ett bord.",
        "Drawn sample picture: three vessels of different height on a table.",
    ),
    "metal": Text(
        "Tecknad exempelbild: ett glödande ämne på ett städ.",
        "Drawn sample picture: a glowing bar on an anvil.",
    ),
    "electronics": Text(
        "Tecknad exempelbild: ett grönt kretskort med fyra svarta kapslar.",
        "Drawn sample picture: a green circuit board with four black packages.",
    ),
    "machines": Text(
        "Tecknad exempelbild: två kugghjul, ett stort och ett litet, som griper i varandra.",
        "Drawn sample picture: two gears, one large and one small, in mesh.",
    ),
}
