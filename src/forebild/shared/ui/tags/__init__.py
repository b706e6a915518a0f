"""The components' tags, a file per kind; `templatetags/ui.py` gathers them into the one library."""
