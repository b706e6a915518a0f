"""What companies, visitors, readers and the office are told of site visits."""

from forebild.shared.outbox.notices import Notice, register

_TO_COMPANY = {
    "name": "Anna Exempel",
    "company": "Exempelföretaget AB",
    "edition": "Smart industri 2027",
    "link": "https://…",
}
_TO_JURY = {"name": "Bo Exempel", "company": "Exempelföretaget AB", "link": "https://…"}
_WHEN = {"time": "tisdag 3 mars 2027 kl. 10.00", "where": "Verkstadsgatan 1, Gnosjö"}

TIMES_OFFERED = register(
    Notice(
        "visits.times_offered",
        _TO_COMPANY | {"times": "tisdag 3 mars 2027 kl. 10.00", "minutes": "90", "where": _WHEN["where"]},
        asks=True,
    )
)
BOOKED_COMPANY = register(
    Notice("visits.booked_company", _TO_COMPANY | _WHEN | {"visitors": "Bo Exempel och Eva Exempel"})
)
BOOKED_VISITOR = register(
    Notice("visits.booked_visitor", _TO_JURY | _WHEN | {"host": "Anna Exempel, 070-123 45 67"})
)
REMIND_COMPANY = register(Notice("visits.remind_company", _TO_COMPANY | _WHEN))
REMIND_VISITOR = register(Notice("visits.remind_visitor", _TO_JURY | _WHEN))
CANCELLED_COMPANY = register(
    Notice("visits.cancelled_company", {key: _TO_COMPANY[key] for key in ("name", "company", "edition")})
)
CANCELLED_VISITOR = register(
    Notice("visits.cancelled_visitor", {key: _TO_JURY[key] for key in ("name", "company")})
)
VISITOR_CHOSEN = register(Notice("visits.visitor_chosen", _TO_JURY, asks=True))
NEW_TIME_WANTED = register(
    Notice("visits.new_time_wanted", _TO_JURY | {"words": "Helst en torsdag."}, asks=True)
)
VISITOR_MISSING = register(Notice("visits.visitor_missing", _TO_JURY | {"juror": "Eva Exempel"}, asks=True))
PROTOCOL_TO_SIGN = register(Notice("visits.protocol_to_sign", _TO_JURY, asks=True))
PROTOCOL_HANDED_IN = register(Notice("visits.protocol_handed_in", _TO_JURY))
PROTOCOL_TO_READ = register(Notice("visits.protocol_to_read", _TO_JURY))
