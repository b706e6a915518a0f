"""News that travels up: what happened to an entry, for those above who must act on it."""

from django.dispatch import Signal

entry_withdrawn = Signal()  # entry
entry_found_eligible = Signal()  # entry
entry_reconsidered = Signal()  # entry: it is no longer known to be eligible
