"""The programme of the coming forum, the series, and what is left to read after the latest forum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from forebild.sample.generator import chance_for
from forebild.sample.texts import Text, read

_INKS = ("#1f4d3a", "#7a3b2e", "#2f4858", "#5b4a3f")


@dataclass(frozen=True)
class SampleSpeaker:
    """Somebody who speaks at the forum."""

    key: str
    name: str
    title: str
    organisation: str
    bio: Text
    has_picture: bool


@dataclass(frozen=True)
class SampleSession:
    """A part of the forum's day; `chosen`: by how many of those registered."""

    begins: time
    ends: time
    kind: str
    room: str
    track: str
    title: Text
    abstract: Text
    speakers: tuple[str, ...]
    places: int | None
    chosen: int


def sample_sessions() -> tuple[SampleSession, ...]:
    """In order of time."""
    return tuple(
        SampleSession(
            begins=_clock(row["from"]),
            ends=_clock(row["to"]),
            kind=row["kind"],
            room=row["room"],
            track=row.get("track", ""),
            title=Text.of(row["title"]),
            abstract=Text.of(row.get("abstract", {})),
            speakers=tuple(row.get("speakers", ())),
            places=row.get("places"),
            chosen=row.get("chosen", 0),
        )
        for row in content()["sessions"]
    )


def sample_speakers() -> tuple[SampleSpeaker, ...]:
    """Those of the forum."""
    names = ("key", "name", "title", "organisation")
    return tuple(
        SampleSpeaker(
            **{name: row[name] for name in names}, bio=Text.of(row["bio"]), has_picture=row["picture"]
        )
        for row in content()["speakers"]
    )


def content() -> dict[str, Any]:
    """The whole table."""
    return read("event_programmes")


def _clock(written: float) -> time:
    """13.40 as a time of day."""
    return time(int(written), round(written % 1 * 100))


def draw_portrait(key: str) -> bytes:
    """A PNG of 480 × 480: a head and shoulders; the same key, the same picture."""
    chance = chance_for(0, f"portrait of {key}")
    picture = Image.new("RGB", (480, 480), "#e9efe6")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((60, 300, 420, 720), fill=chance.choice(_INKS))
    pen.ellipse((155, 100, 325, 310), fill=chance.choice(("#d9a982", "#b98560", "#e3bd9b")))
    pen.pieslice((145, 80, 335, 290), 180, 360, fill=chance.choice(("#3a2a20", "#8a5a2b", "#20242a")))
    return _png(picture)


def draw_logo(key: str) -> bytes:
    """A PNG of 480 × 160: three shapes in a row; the same key, the same logo."""
    chance = chance_for(0, f"logo of {key}")
    picture = Image.new("RGB", (480, 160), "#ffffff")
    pen = ImageDraw.Draw(picture)
    inks = chance.sample(_INKS, 3)
    pen.ellipse((20, 20, 140, 140), fill=inks[0])
    pen.rectangle((180, 20, 300, 140), fill=inks[1])
    pen.polygon([(400, 20), (460, 140), (340, 140)], fill=inks[2])
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
