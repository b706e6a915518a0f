"""What those above say on a company's own page: `show_beside(COMPANY, question_note)` in apps.py.

The thing is an `Organisation`, the actor one of those who act for it.
"""

from forebild.shared.beside import Beside, Note

__all__ = ["COMPANY", "Note", "notes_beside", "show_beside"]

COMPANY = "company"
_BESIDE = Beside(COMPANY)
show_beside, notes_beside = _BESIDE.show, _BESIDE.notes
