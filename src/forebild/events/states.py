"""The lives of an event and of a registration."""

from forebild.shared.lifecycle import Lifecycle
from forebild.shared.outbox.held import held_letters

EVENT = Lifecycle(
    "event",
    start="draft",
    moves={
        ("draft", "announce"): "announced",
        ("announced", "retract"): "draft",  # while nobody has registered
        ("announced", "cancel"): "cancelled",
        ("cancelled", "resume"): "announced",  # while the letters about it are held
    },
)

REGISTRATION = Lifecycle(
    "registration",
    start="registered",  # or waiting, where no place is free
    moves={
        ("waiting", "offer"): "offered",
        ("waiting", "give"): "registered",  # out of turn, by the office, with a reason
        ("waiting", "leave"): "left",
        ("offered", "accept"): "registered",
        ("offered", "give"): "registered",
        ("offered", "decline"): "declined",
        ("offered", "expire"): "lapsed",
        ("registered", "cancel"): "cancelled",
        # Second thoughts: a place where one is free, else the end of the queue.
        ("cancelled", "seat"): "registered",
        ("left", "seat"): "registered",
        ("declined", "seat"): "registered",
        ("lapsed", "seat"): "registered",
        ("cancelled", "wait"): "waiting",
        ("left", "wait"): "waiting",
        ("declined", "wait"): "waiting",
        ("lapsed", "wait"): "waiting",
        # Let in at the door: somebody who stands there is not sent home.
        ("waiting", "walk_in"): "registered",
        ("offered", "walk_in"): "registered",
        ("cancelled", "walk_in"): "registered",
        ("left", "walk_in"): "registered",
        ("declined", "walk_in"): "registered",
        ("lapsed", "walk_in"): "registered",
        # To the event's other way, in the room or online, as it has places there.
        ("registered", "move"): "registered",
        ("offered", "move"): "registered",
        ("waiting", "move"): "registered",
        ("registered", "queue"): "waiting",
        ("offered", "queue"): "waiting",
        ("waiting", "queue"): "waiting",
    },
)
MODE_CHANGE = Lifecycle(
    "mode_change",
    start="decided",
    moves={("decided", "stop"): "stopped", ("decided", "carry_out"): "done"},
)
HOLDING = ("registered", "offered")  # these take up a place
LIVE = (*HOLDING, "waiting")  # these still want to come
GONE = ("cancelled", "left", "declined", "lapsed")
CANCELLATION = held_letters("cancellation")
MATERIAL_LETTERS = held_letters("material_letters")

INVITATION = Lifecycle(
    "invitation",
    start="sent",
    moves={
        ("sent", "stop"): "stopped",  # while the letters are held
        ("sent", "register"): "registered",
        ("sent", "decline"): "declined",
        ("declined", "register"): "registered",  # second thoughts
    },
)
INVITATIONS = held_letters("invitations")
