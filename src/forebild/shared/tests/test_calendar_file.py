"""What calendars are sent: moments in UTC, texts marked, long lines folded."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from forebild.shared.calendar_file import Appointment, calendar_file

SWEDEN = ZoneInfo("Europe/Stockholm")


def lines(**changes: object) -> list[str]:
    values: dict[str, object] = {
        "uid": "visit-1@exempel.example",
        "sequence": 3,
        "begins_at": datetime(2027, 3, 3, 10, 0, tzinfo=SWEDEN),
        "ends_at": datetime(2027, 3, 3, 11, 30, tzinfo=SWEDEN),
        "stamped_at": datetime(2027, 2, 1, 8, 0, tzinfo=UTC),
        "summary": "Besök",
    }
    content = calendar_file(Appointment(**values | changes)).decode()  # type: ignore[arg-type]
    assert content.endswith("\r\n")
    return content.split("\r\n")[:-1]


def test_the_least_that_a_calendar_takes_in() -> None:
    assert lines() == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Forebild//Forebild//SV", "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:visit-1@exempel.example", "SEQUENCE:3", "DTSTAMP:20270201T080000Z", "DTSTART:20270303T090000Z",
        "DTEND:20270303T103000Z", "SUMMARY:Besök", "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip


def test_what_has_a_meaning_of_its_own_is_marked() -> None:
    found = lines(summary="A, B; C\\D", description="Ett\r\ntvå\nEND:VEVENT\rtre", location="Gatan 1, Ort")
    assert "SUMMARY:A\\, B\\; C\\\\D" in found
    assert "DESCRIPTION:Ett\\ntvå\\nEND:VEVENT\\ntre" in found
    assert "LOCATION:Gatan 1\\, Ort" in found
    assert found.count("END:VEVENT") == 1


def test_long_lines_are_folded_between_letters() -> None:
    text = "å" * 200
    found = lines(summary=text)
    assert max(len(line.encode()) for line in found) <= 75
    start = found.index(next(line for line in found if line.startswith("SUMMARY")))
    folded = found[start] + "".join(line[1:] for line in found[start + 1 :] if line.startswith(" "))
    assert folded == f"SUMMARY:{text}"


def test_a_cancellation_and_a_link() -> None:
    found = lines(is_cancelled=True, url="https://mote.example/1\r\nATTACH:x")
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "URL:https://mote.example/1ATTACH:x"} <= set(found)
