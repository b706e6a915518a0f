"""News that travels up from the jury."""

from django.dispatch import Signal

juror_recused = Signal()  # recusal: a juror stands aside; told in the transaction that closes the entry

edition_released = (
    Signal()
)  # edition: its winners, mentions and finalists are public from this transaction on
