"""An appointment as a file that calendars take in (RFC 5545). Pure: facts in, bytes out.

The same `uid` with a higher `sequence` replaces what was sent before, in every calendar that has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

CONTENT_TYPE = "text/calendar"
_MOST_OCTETS = 75  # in a line


@dataclass(frozen=True)
class Appointment:
    """What somebody keeps free for. Moments are aware."""

    uid: str
    sequence: int
    begins_at: datetime
    ends_at: datetime
    stamped_at: datetime
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_file(appointment: Appointment) -> bytes:
    """The file's content, UTF-8, lines folded and ended as the standard asks."""
    return "".join(f"{line}\r\n" for entry in _lines(appointment) for line in _folded(entry)).encode()


def _lines(appointment: Appointment) -> Iterator[str]:
    texts = [("DESCRIPTION", appointment.description), ("LOCATION", appointment.location)]
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Forebild//Forebild//SV")
    yield f"METHOD:{'CANCEL' if appointment.is_cancelled else 'PUBLISH'}"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(appointment.uid)}"
    yield f"SEQUENCE:{appointment.sequence}"
    yield f"DTSTAMP:{_moment(appointment.stamped_at)}"
    yield f"DTSTART:{_moment(appointment.begins_at)}"
    yield f"DTEND:{_moment(appointment.ends_at)}"
    yield f"SUMMARY:{_text(appointment.summary)}"
    yield from (f"{name}:{_text(text)}" for name, text in texts if text)
    if appointment.url:
        yield f"URL:{_one_line(appointment.url)}"
    yield f"STATUS:{'CANCELLED' if appointment.is_cancelled else 'CONFIRMED'}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _moment(moment: datetime) -> str:
    """In UTC, so that no table of time zones need go along."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _one_line(text: str) -> str:
    return "".join(text.split())


def _text(text: str) -> str:
    """The text with what has a meaning of its own marked as text."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets, all but the first begun with a space; no letter is cut in two."""
    piece = ""
    for letter in line:
        if len(f"{piece}{letter}".encode()) > _MOST_OCTETS:
            yield piece
            piece = " "
        piece += letter
    yield piece
