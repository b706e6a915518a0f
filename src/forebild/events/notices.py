"""What people are told by mail about an event and their place at it."""

from forebild.shared.outbox.notices import Notice, register

_TO = {
    "name": "Anna Exempel",
    "event": "B2B-forum i Gnosjö",
    "when": "tisdag 3 mars 2027 kl. 10.00",
    "link": "https://…",
}
_WHERE = {"where": "Folkets hus, Storgatan 1, Gnosjö"}

PLACE = register(Notice("events.place", _TO | _WHERE))
QUEUED = register(Notice("events.queued", _TO | {"number": "12"}))
BOOKED = register(
    Notice("events.booked", _TO | _WHERE | {"people": "Anna Exempel: plats\nBo Exempel: nummer 12 i kön"})
)
OFFERED = register(Notice("events.offered", _TO | {"until": "torsdag 25 februari 2027 kl. 12.00"}, asks=True))
LAPSED = register(Notice("events.lapsed", _TO))
CANCELLED = register(Notice("events.registration_cancelled", _TO))
MODE_CHANGED = register(Notice("events.mode_changed", _TO | _WHERE))
WAY_ASKED = register(Notice("events.way_asked", _TO | _WHERE, asks=True))
EVENT_CHANGED = register(Notice("events.event_changed", _TO | _WHERE))
EVENT_CANCELLED = register(
    Notice("events.event_cancelled", {key: _TO[key] for key in ("name", "event", "when")} | {"reason": "…"})
)
MATERIAL = register(Notice("events.material", {key: _TO[key] for key in ("name", "event", "link")}))
SESSIONS_CHANGED = register(
    Notice(
        "events.sessions_changed",
        {key: _TO[key] for key in ("name", "event", "when", "link")}
        | {"changes": "”Elpriser” har fått ny tid: 11.00–11.45 (förut 10.00–10.45)."},
    )
)
REMINDER = register(Notice("events.reminder", _TO | _WHERE))
_INVITED = (
    {key: _TO[key] for key in ("event", "when", "link")} | _WHERE | {"summary": "Möt andra tillverkare."}
)
INVITED = register(Notice("events.invited", _INVITED, asks=True))
INVITED_AGAIN = register(Notice("events.invited_again", _INVITED, asks=True))
# It opens all of somebody's events: the office sees that it went, not where it leads.
FEED = register(Notice("events.feed", {"name": _TO["name"], "link": _TO["link"]}, private=True))
