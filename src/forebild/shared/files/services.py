"""Keeping a file, giving it up, and clearing away what was left behind."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from forebild.shared.files import disk
from forebild.shared.files.examine import Examined, examine
from forebild.shared.files.kinds import ALLOWED, Kind
from forebild.shared.files.models import StoredFile
from forebild.shared.permissions import Actor

ORPHANS_STAY = timedelta(hours=24)


def store(
    upload: UploadedFile[Any] | Examined, *, actor: Actor, kinds: Iterable[Kind] = ALLOWED
) -> StoredFile:
    """Keep an upload (or what UploadField made of it): first on disk, then the row.

    When the caller's transaction is rolled back, the file is an orphan, and swept after a day.
    Raises InvalidInput with a text that names the file, says why and what to do.
    """
    found = upload if isinstance(upload, Examined) else examine(upload, kinds)
    original = _Counted(found.pieces())
    renditions = [(f"{width}.webp", [content]) for width, content in found.renditions.items()]
    folder = disk.write([(disk.ORIGINAL, original), *renditions])
    return StoredFile.objects.create(
        name=found.name,
        kind=found.kind.code,
        folder=folder,
        size=original.size,
        sha256=original.digest.hexdigest(),
        width=found.width,
        height=found.height,
        rendition_widths=sorted(found.renditions),
        stored_by=actor.public_id if actor and actor.is_authenticated else "",
    )


def remove(stored: StoredFile) -> None:
    """Delete the row now, and the file once the transaction has committed.

    Raises ProtectedError while something still uses it.
    """
    folder = stored.folder
    stored.delete()
    transaction.on_commit(partial(disk.remove, folder), robust=True)


def sweep_orphans() -> int:
    """Clear away what has lain for a day without a row: left by a crash or a rollback; how many."""
    found = list(disk.older_than(ORPHANS_STAY))  # the folders first: a row comes after its folder
    kept = {disk.folder(name) for name in StoredFile.objects.values_list("folder", flat=True)}
    orphans = [place for place in found if place not in kept]
    for place in orphans:
        shutil.rmtree(place, ignore_errors=True)
    return len(orphans)


def missing_files() -> list[StoredFile]:
    """Rows whose file is not on disk: none, unless by a hand from outside or half a restored backup."""
    return [stored for stored in StoredFile.objects.iterator() if not stored.path().is_file()]


class _Counted:
    """Pieces passed through, their number of bytes and SHA-256 taken on the way."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces = pieces
        self.size = 0
        self.digest = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.size += len(piece)
            self.digest.update(piece)
            yield piece
