"""What those above the competition say beside an entry: `show_beside(COMPANY, visit_note)` in apps.py."""

from forebild.shared.beside import Beside, Note

__all__ = ["COMPANY", "JUROR", "OFFICE", "Note", "notes_beside", "show_beside"]

COMPANY, JUROR, OFFICE = "company", "juror", "office"  # whose page of the entry
_BESIDE = Beside(COMPANY, JUROR, OFFICE)
show_beside, notes_beside = _BESIDE.show, _BESIDE.notes
