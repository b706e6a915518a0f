"""What hosts and visitors are told by mail."""

from forebild.shared.outbox.notices import Notice, register

_WHAT = {"name": "Anna Exempel", "event": "Studieresa i Östergötland", "link": "https://…"}
_HOST = _WHAT | {"host": "Exempelverken AB", "when": "tisdag 3 mars 2027 kl. 10.00"}
_STOP = _WHAT | {"host": "Exempelverken AB"}
_UNTIL = {"until": "torsdag 25 februari 2027 kl. 12.00"}
_LEG = _WHAT | {"leg": "Linköping – Motala", "departs": "tisdag 3 mars 2027 kl. 8.15"}

HOST_ASKED = register(Notice("tours.host_asked", _HOST | _UNTIL, asks=True))
GATE_LIST = register(Notice("tours.gate_list", _HOST | {"count": "18", "news": "…"}))
_OFF = {key: _HOST[key] for key in ("name", "host", "event", "when")} | {"reason": "…"}
HOST_CANCELLED = register(Notice("tours.host_cancelled", _OFF))
HOST_VIRTUAL = register(Notice("tours.host_virtual", _HOST))
HOST_IN_PERSON = register(Notice("tours.host_in_person", _HOST))
CHOOSE = register(Notice("tours.choose", _WHAT | _UNTIL, asks=True))
LEFT_TO_DO = register(Notice("tours.left_to_do", _STOP | _UNTIL | {"what": "- …"}, asks=True))
LATE = register(Notice("tours.late", _STOP))
REOPENED = register(Notice("tours.reopened", _STOP | _UNTIL, asks=True))
LEG_CANCELLED = register(Notice("tours.leg_cancelled", _LEG))
LEG_RUNS = register(Notice("tours.leg_runs", _LEG))
ANSWERS = register(Notice("tours.answers", _STOP))
