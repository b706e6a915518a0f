"""Where files lie: a folder each, under a random name, whole or not there at all.

    FILES_DIR/incoming/<name>/…        being written
    FILES_DIR/<two letters>/<name>/    original, 480.webp, 960.webp, 1600.webp

A folder is filled in `incoming`, brought to the disk, then renamed: one step that happens or does not.
"""

import math
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from forebild.shared.models import new_public_id

ORIGINAL = "original"


def write(parts: Iterable[tuple[str, Iterable[bytes]]]) -> str:
    """Write the named parts into a new folder, and return its random name once all is safely on disk."""
    name = new_public_id()
    incoming = root() / "incoming" / name
    incoming.mkdir(parents=True, mode=0o700)
    for part, pieces in parts:
        with (incoming / part).open("xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    _sync(incoming)
    place = folder(name)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    incoming.rename(place)
    _sync(place.parent)
    _sync(root())
    return name


def folder(name: str) -> Path:
    """Where the file stored as `name` lies."""
    return root() / name[:2] / name


def remove(name: str) -> None:
    """Take a stored file away; one that is gone already stays gone."""
    shutil.rmtree(folder(name), ignore_errors=True)


def older_than(age: timedelta) -> Iterator[Path]:
    """Every folder, finished or not, that was written longer ago than `age`."""
    before = time.time() - age.total_seconds()
    return (place for place in root().glob("*/*") if _written_at(place) < before)


def root() -> Path:
    """The folder of all files."""
    return Path(settings.FILES_DIR)


def _written_at(place: Path) -> float:
    """When a folder was filled; never, for one that is taken away meanwhile."""
    try:
        return place.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def _sync(place: Path) -> None:
    """Bring a folder's own list of names to the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
