"""News that travels up from the programme."""

from django.dispatch import Signal

edition_copied = (
    Signal()
)  # source, copy, shift (a timedelta): what hangs on an edition is copied by its own app
