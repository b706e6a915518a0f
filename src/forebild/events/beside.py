"""What those above events have to say beside them: `show_beside(OWN, seat_note)` in apps.py.

The thing is an `Event` at `EVENT` (its public page) and `OFFICE`, a `Registration` at `OWN` (the page that a
safe link opens; the actor is nobody there, the link is what lets one in).
"""

from forebild.shared.beside import Beside, Note

__all__ = ["EVENT", "OFFICE", "OWN", "Note", "notes_beside", "show_beside"]

EVENT, OWN, OFFICE = "event", "own", "office"
_BESIDE = Beside(EVENT, OWN, OFFICE)
show_beside, notes_beside = _BESIDE.show, _BESIDE.notes
