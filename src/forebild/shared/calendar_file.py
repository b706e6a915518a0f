"""An appointment as a file that calendars take in (RFC 5545). Pure: facts in, bytes out.

The same `uid` with a higher `sequence` replaces what was sent before, in every calendar that has it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
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
    # Named both, it is an invitation that calendars put in, move and take out by themselves.
    organiser: tuple[str, str] = ("", "")  # name, e-mail
    attendee: tuple[str, str] = ("", "")


def calendar_file(appointment: Appointment) -> bytes:
    """The file's content, UTF-8, lines folded and ended as the standard asks."""
    return _written([f"METHOD:{method_of(appointment)}"], [appointment])


def calendar_feed(name: str, appointments: Iterable[Appointment]) -> bytes:
    """Several appointments as a calendar that one subscribes to; each one's `uid` must be its own."""
    return _written([f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"], appointments)


def _written(head: Iterable[str], appointments: Iterable[Appointment]) -> bytes:
    entries = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Forebild//Forebild//SV", *head]
    entries += [entry for appointment in appointments for entry in _lines(appointment)]
    entries.append("END:VCALENDAR")
    return "".join(f"{line}\r\n" for entry in entries for line in _folded(entry)).encode()


def _lines(appointment: Appointment) -> Iterator[str]:
    texts = [("DESCRIPTION", appointment.description), ("LOCATION", appointment.location)]
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
    yield from _parties(appointment)
    yield f"STATUS:{'CANCELLED' if appointment.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def method_of(appointment: Appointment) -> str:
    """What a calendar is to do with the file; a letter's content type says the same."""
    if appointment.is_cancelled:
        return "CANCEL"
    return "REQUEST" if appointment.attendee[1] else "PUBLISH"


def _parties(appointment: Appointment) -> Iterator[str]:
    organiser, attendee = appointment.organiser, appointment.attendee
    if attendee[1]:
        yield f"ORGANIZER;{_name_and_address('', organiser)}"
        yield f"ATTENDEE;{_name_and_address('PARTSTAT=ACCEPTED;RSVP=FALSE;', attendee)}"


def _name_and_address(parameters: str, party: tuple[str, str]) -> str:
    name, address = party
    return f"{parameters}CN={_parameter(name)}:mailto:{_one_line(address)}"


def _parameter(text: str) -> str:
    """A parameter's value, in quotation marks, which it may not hold; a caret is doubled (RFC 6868)."""
    plain = " ".join(_printable(text).split()).replace('"', "'").replace("^", "^^")
    return f'"{plain}"'


def _moment(moment: datetime) -> str:
    """In UTC, so that no table of time zones need go along."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _one_line(text: str) -> str:
    return "".join(text.split())


def _text(text: str) -> str:
    """The text with what has a meaning of its own marked as text."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = _printable(plain).replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _printable(text: str) -> str:
    """Without the control characters that the standard forbids."""
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) != "Cc")


def _folded(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets, all but the first begun with a space; no letter is cut in two."""
    piece = ""
    for letter in line:
        if len(f"{piece}{letter}".encode()) > _MOST_OCTETS:
            yield piece
            piece = " "
        piece += letter
    yield piece
