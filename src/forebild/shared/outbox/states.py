"""The way of a message. Who is not certain says so: `unknown` is listed for a person, never guessed away."""

from forebild.shared.lifecycle import Lifecycle

NEW = "new"  # to be sent as soon as it is due
HELD = "held"  # waits to be released, by a person or by its time; may be stopped
SENDING = "sending"  # the server has accepted the recipient; the text is being handed over
SENT = "sent"  # the server has taken it
UNKNOWN = "unknown"  # handed over, or not: the line broke, or the worker died, before the answer
FAILED = "failed"  # refused for good, or tried too often
STOPPED = "stopped"  # will not be sent (again): a person said so

OUTBOX = Lifecycle(
    "outbox_message",
    start=NEW,
    moves={
        (NEW, "hand_over"): SENDING,
        (NEW, "postpone"): NEW,
        (NEW, "refuse"): FAILED,
        (NEW, "stop"): STOPPED,
        (HELD, "release"): NEW,
        (HELD, "stop"): STOPPED,
        (SENDING, "accept"): SENT,
        (SENDING, "postpone"): NEW,
        (SENDING, "refuse"): FAILED,
        (SENDING, "lose"): UNKNOWN,
        (UNKNOWN, "accept"): SENT,  # the server's answer came after the lease had run out
        (UNKNOWN, "resend"): NEW,
        (UNKNOWN, "give_up"): STOPPED,
        (FAILED, "retry"): NEW,
        (FAILED, "give_up"): STOPPED,
    },
)
