"""News that travels up from events, told in the transaction that makes it so."""

from django.dispatch import Signal

event_announced = Signal()  # event: everybody sees it from this transaction on
# event, cancellation: letters about it belong to its batch, and are stopped with it.
event_cancelled = Signal()
mode_changed = Signal()  # event, change (a ModeChange): from now on in the room, online or both
place_lost = Signal()  # registration: had a place and has none any more, or waits for one again
way_chosen = Signal()  # registration: its person has gone over to the room, or to the screen
