"""Word and Excel files: opened enough to know that they are what they say, whole, and without macros."""

import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext as _

from forebild.shared.errors import InvalidInput
from forebild.shared.files.kinds import Kind, not_as_named, refusal

MOST_PARTS = 2000
MOST_UNPACKED_BYTES = 60 * 1024 * 1024
_PIECE = 256 * 1024
_PART_MARK = b"PK\x01\x02"  # before each part's line in the archive's list of contents
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)

_MAIN_PART = {
    Kind.DOCX: b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    Kind.XLSX: b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_MACROS = (b"macroenabled", b"vbaproject", b"activex")


def check_office(name: str, kind: Kind, file: IO[bytes]) -> None:
    """Read a Word or Excel file through.

    Raises InvalidInput, naming the file and why, for one that is damaged, too large when unpacked, not of
    its kind, or has macros. Nothing is unpacked before the sums in the list of contents were looked at.
    """
    try:
        if _part_count(file) > MOST_PARTS:
            raise _too_large(name)
        with zipfile.ZipFile(file) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise _too_large(name)
            _demand_whole(archive)
            contents = archive.read("[Content_Types].xml").lower()
            parts = " ".join(archive.namelist()).lower().encode()
    except (KeyError, *_BROKEN) as error:
        raise refusal(name, _("It cannot be read: it may be damaged, or locked with a password.")) from error
    if _MAIN_PART[kind] not in contents:
        raise not_as_named(name, kind)
    if any(mark in contents or mark in parts for mark in _MACROS):
        raise refusal(name, _("It has macros in it. Save it without macros and try again."))


def _part_count(file: IO[bytes]) -> int:
    """Counted by hand: the library would first build an object for each of a million parts."""
    file.seek(0)
    count, tail = 0, b""
    while piece := file.read(_PIECE):
        count += (tail + piece).count(_PART_MARK)
        tail = piece[-3:]
    return count


def _demand_whole(archive: zipfile.ZipFile) -> None:
    """Unpack every part, a piece at a time, and throw it away: its checksum is then known to be right."""
    for part in archive.infolist():
        with archive.open(part) as inside:
            while inside.read(_PIECE):
                pass


def _too_large(name: str) -> InvalidInput:
    return refusal(name, _("It is too large when unpacked. Divide it, or save it as PDF."))
