"""What lists tell the rest of the house."""

from django.dispatch import Signal

# A list was exported: sent before the first row leaves, so that a download broken off is known too, and a
# receiver that fails stops the export.
# sender: the List's class; actor; listing; file_format: "csv" | "xlsx" | "json"; row_count; query: str.
list_exported = Signal()
