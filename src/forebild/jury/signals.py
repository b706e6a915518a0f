"""News that travels up from the jury."""

from django.dispatch import Signal

edition_released = (
    Signal()
)  # edition: its winners, mentions and finalists are public from this transaction on
