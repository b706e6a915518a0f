"""Pages that an app serves under its own addresses, after its own `@page`; import from here."""

from forebild.shared.writing.views.autosave import autosave
from forebild.shared.writing.views.history import compare_page, history_page, restore
from forebild.shared.writing.views.preview import preview
from forebild.shared.writing.views.side_by_side import side_by_side

__all__ = ["autosave", "compare_page", "history_page", "preview", "restore", "side_by_side"]
