"""What jurors are told by mail of a meeting. No letter names an entry: mail cannot be taken back."""

from forebild.shared.outbox.notices import Notice, register

_SAMPLE = {
    "name": "Anna Exempel",
    "edition": "Smart industri 2027",
    "when": "tisdag 3 mars 2027 kl. 9.00",
    "link": "https://…",
}

MEETING_CALLED = register(Notice("deliberation.meeting_called", _SAMPLE | {"place": "Stora salen"}))
MINUTES_CIRCULATED = register(Notice("deliberation.minutes_circulated", _SAMPLE))
