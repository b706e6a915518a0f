"""A drawn picture for each entry, since nobody has photographed a factory that does not exist."""

from io import BytesIO

from PIL import Image, ImageDraw

from forebild.sample.generator import chance_for
from forebild.sample.texts import Text

PICTURE_ALT = Text(
    "Tecknad exempelbild: en fabrik med sågtandat tak och en skorsten framför gröna kullar.",
    "Drawn sample picture: a factory with a saw-tooth roof and a chimney in front of green hills.",
)
WIDTH, HEIGHT = 960, 640
_SKY = ("#e9efe6", "#f4ead2", "#e3ecf1", "#f1e6df")
_HILLS = ("#7f9f87", "#5f8a74", "#8aa36b", "#5d8f6b")
_WALLS = ("#1f4d3a", "#7a3b2e", "#2f4858", "#5b4a3f")


def draw_picture(key: str) -> bytes:
    """A PNG of 960 × 640 for the company with this key; the same key, the same picture.

    Steps: sky, sun, two hills, the chimney, the hall with its roof of three to six teeth, windows.
    """
    chance = chance_for(0, f"picture of {key}")
    picture = Image.new("RGB", (WIDTH, HEIGHT), chance.choice(_SKY))
    pen = ImageDraw.Draw(picture)
    sun = chance.randint(120, 560)
    pen.ellipse((sun - 50, 60, sun + 50, 160), fill="#f2c230")
    for hill in chance.sample(_HILLS, 2):
        middle = chance.randint(100, 860)
        pen.ellipse((middle - 620, chance.randint(300, 380), middle + 620, 1000), fill=hill)
    wall = chance.choice(_WALLS)
    pen.rectangle((chance.randint(745, 765), 170, 800, 560), fill=wall)
    _draw_hall(pen, chance.randint(3, 6), wall)
    buffer = BytesIO()
    picture.save(buffer, "PNG", compress_level=1)  # it is stored written anew
    return buffer.getvalue()


def _draw_hall(pen: ImageDraw.ImageDraw, teeth: int, wall: str) -> None:
    left, right, eaves, floor = 120, 800, 400, 560
    step = (right - left) // teeth
    for x in range(left, left + teeth * step, step):
        pen.polygon([(x, eaves), (x, eaves - 90), (x + step, eaves)], fill=wall)
        pen.rectangle((x, eaves, x + step, floor), fill=wall)
        pen.rectangle((x + step // 4, eaves + 50, x + 3 * step // 4, eaves + 100), fill="#f6f1e4")
