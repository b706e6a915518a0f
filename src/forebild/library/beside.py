"""What those above the library say beside a story: `show_beside(STORY, question_note)` in apps.py.

The thing is a `GoodExample`: at `STORY` on its public page, at `OFFICE` on the office's page of it.
"""

from forebild.shared.beside import Beside, Note

__all__ = ["OFFICE", "STORY", "Note", "notes_beside", "show_beside"]

STORY, OFFICE = "story", "office"
_BESIDE = Beside(STORY, OFFICE)
show_beside, notes_beside = _BESIDE.show, _BESIDE.notes
