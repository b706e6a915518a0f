"""What people are told by mail about what comes after an event."""

from forebild.shared.outbox.notices import Notice, register

_EVENT = {
    "name": "Anna Exempel",
    "event": "B2B-forum i Gnosjö",
    "when": "tisdag 3 mars 2027 kl. 10.00",
    "link": "https://…",
}
_COMPANY = {"name": "Anna Exempel", "event": "B2B-forum i Gnosjö"}
_WISH = {
    "adviser": "Bo Rådgivare",
    "programme": "Smart industri",
    "event": "B2B-forum i Gnosjö",
    "note": "Ring gärna före lunch.",
    "link": "https://…",
}

EVALUATION = register(Notice("outcomes.evaluation", _EVENT | {"until": "tisdag 17 mars 2027"}, asks=True))
REMINDER = register(
    Notice("outcomes.evaluation_reminder", _EVENT | {"until": "tisdag 17 mars 2027"}, asks=True)
)
ASKED_FOR = register(
    Notice(
        "outcomes.help_asked_for",
        _COMPANY | {"topics": "finansiering", "wish": "Vi vill köpa en robot.", "link": "https://…"},
    )
)
WITHDRAWN = register(Notice("outcomes.help_withdrawn", _COMPANY))
HANDED_ON = register(
    Notice("outcomes.handed_on", _COMPANY | {"adviser": "Bo Rådgivare, Almbolaget", "link": "https://…"})
)
HELPED = register(
    Notice(
        "outcomes.helped", _COMPANY | {"adviser": "Bo Rådgivare, Almbolaget", "link": "https://…"}, asks=True
    )
)
REFERRED = register(Notice("outcomes.referred", _WISH, asks=True))
OUTCOME_ASKED = register(
    Notice(
        "outcomes.outcome_asked",
        {"adviser": "Bo Rådgivare", "company": "Exempelbolaget AB", "link": "https://…"},
        asks=True,
    )
)
DELETE = register(
    Notice("outcomes.delete", {"adviser": "Bo Rådgivare", "company": "Exempelbolaget AB"}, asks=True)
)
ENDED = register(Notice("outcomes.ended", {"adviser": "Bo Rådgivare", "company": "Exempelbolaget AB"}))
