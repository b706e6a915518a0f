"""The writers of documents; import from here.

They know no permission: the app that owns the document calls them from its own service, which demands.
"""

from forebild.shared.writing.services.history import confirm_translation, restore_version
from forebild.shared.writing.services.presence import note_presence
from forebild.shared.writing.services.releasing import (
    cancel_release,
    publish,
    release_due_documents,
    schedule_release,
    unpublish,
)
from forebild.shared.writing.services.saving import Conflict, Saved, new_document, save_fields

__all__ = [
    "Conflict",
    "Saved",
    "cancel_release",
    "confirm_translation",
    "new_document",
    "note_presence",
    "publish",
    "release_due_documents",
    "restore_version",
    "save_fields",
    "schedule_release",
    "unpublish",
]
