"""Everything that must hold of an uploaded file before any of it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from forebild.shared.files.kinds import ALLOWED, Kind, recognise, refusal
from forebild.shared.files.names import clean_name
from forebild.shared.files.office import check_office
from forebild.shared.files.pictures import remake

_PIECE = 256 * 1024
_PDF_ENDS_WITHIN = 2048


@dataclass(frozen=True)
class Examined:
    """A file that was found good: what is to be stored, and nothing else of it."""

    name: str
    kind: Kind
    content: IO[bytes]
    width: int | None = None
    height: int | None = None
    renditions: dict[int, bytes] = field(default_factory=dict)

    def pieces(self) -> Iterator[bytes]:
        """The content, a piece at a time."""
        self.content.seek(0)
        while piece := self.content.read(_PIECE):
            yield piece


def examine(upload: UploadedFile[Any], kinds: Iterable[Kind] = ALLOWED) -> Examined:
    """Look an upload through: size, kind, then what is inside. Pictures come out written anew.

    Raises InvalidInput with a text that names the file, says why and what to do.
    """
    name, file = clean_name(upload.name or ""), _opened(upload)
    if not upload.size:
        raise refusal(name, _("It is empty."))
    kind = recognise(name, file.read(16), kinds)
    if upload.size > kind.most_bytes:
        sizes = {"size": filesizeformat(upload.size), "most": filesizeformat(kind.most_bytes)}
        raise refusal(name, _("It is %(size)s; at most %(most)s is taken.") % sizes)
    if kind.is_picture:
        picture = remake(name, kind, file)
        return Examined(
            name, kind, BytesIO(picture.content), picture.width, picture.height, picture.renditions
        )
    if kind is Kind.PDF:
        _demand_end(name, file)
    else:
        check_office(name, kind, file)
    return Examined(name, kind, file)


def _opened(upload: UploadedFile[Any]) -> IO[bytes]:
    """The upload as a plain file, from its beginning (Django's own wrapper lacks what zipfile asks for)."""
    file = cast("IO[bytes]", upload.file)
    file.seek(0)
    return file


def _demand_end(name: str, file: IO[bytes]) -> None:
    """A PDF's end mark stands near its end; without it the file was cut off on its way."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _PDF_ENDS_WITHIN))
    if b"%%EOF" not in file.read():
        raise refusal(name, _("Its end is missing: it may have been cut off. Send it again."))
