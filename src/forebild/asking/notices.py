"""What people are told by mail about questions and visits.

What was asked and answered stands in none but the letter that carries the answer, and that one is private:
the office sees that it went, not what it says.
"""

from forebild.shared.outbox.notices import Notice, register

_COMPANY = {"company": "Exempelbolaget AB", "story": "Ritningarna ut", "link": "https://…"}
_SETTINGS = _COMPANY | {"settings_link": "https://…"}
_ASKER = {
    "name": "Anna Exempel",
    "company": "Exempelbolaget AB",
    "story": "Ritningarna ut",
    "link": "https://…",
}

RECEPTION_ASKED = register(Notice("asking.reception_asked", _COMPANY, asks=True))
RECEPTION_CHANGED = register(
    Notice("asking.reception_changed", {"company": "Exempelbolaget AB", "link": "https://…"})
)
CONFIRM = register(Notice("asking.confirm", _ASKER, urgent=True, asks=True))
MONTH_OPEN = register(Notice("asking.month_open", _ASKER, asks=True))
QUESTION_SENT = register(Notice("asking.question_sent", _SETTINGS | {"asker": "Provbolaget AB"}, asks=True))
VISIT_SENT = register(Notice("asking.visit_sent", _SETTINGS | {"asker": "Provbolaget AB"}, asks=True))
REMINDER = register(Notice("asking.reminder", _SETTINGS | {"asker": "Provbolaget AB"}, asks=True))
ANSWERED = register(
    Notice("asking.answered", _ASKER | {"answer": "Vi började med en maskin.", "address": "–"}, private=True)
)
DECLINED = register(Notice("asking.declined", _ASKER | {"answer": "Vi hinner inte just nu."}, private=True))
TIMES_PROPOSED = register(
    Notice(
        "asking.times_proposed",
        _ASKER | {"answer": "Anmäl er i receptionen.", "times": "tisdag 3 mars 2027 kl. 10.00"},
        asks=True,
        private=True,
    )
)
TIMES_REFUSED = register(Notice("asking.times_refused", _SETTINGS | {"asker": "Provbolaget AB"}, asks=True))
_AGREED = {"when": "tisdag 3 mars 2027 kl. 10.00"}
VISIT_AGREED = register(Notice("asking.visit_agreed", _SETTINGS | _AGREED | {"asker": "Provbolaget AB"}))
VISIT_BOOKED = register(Notice("asking.visit_booked", _ASKER | _AGREED))
WITHDRAWN = register(
    Notice(
        "asking.withdrawn",
        {"company": "Exempelbolaget AB", "story": "Ritningarna ut", "asked": "3 mars 2027"},
    )
)
CLOSED = register(Notice("asking.closed", _ASKER))
