"""The lives of an evaluation, of somebody's request for help, and of its referral to an adviser."""

from forebild.shared.lifecycle import Lifecycle
from forebild.shared.outbox.held import held_letters

EVALUATION = Lifecycle(
    "evaluation",
    start="planned",
    moves={
        ("planned", "send"): "open",
        ("open", "stop"): "planned",  # while its letters are held
        ("open", "close"): "closed",
        ("planned", "skip"): "skipped",  # the office asks nobody
        ("skipped", "plan"): "planned",
    },
)
SENDING = held_letters("evaluation_sending")

FOLLOW_UP = Lifecycle(
    "follow_up",
    start="new",
    moves={
        ("new", "take"): "taken",
        ("new", "refer"): "referred",
        ("taken", "refer"): "referred",
        ("referred", "give_back"): "taken",  # declined, or stopped while the letter is held
        ("referred", "tell"): "closed",  # the adviser has told what came of it
        ("closed", "tell"): "closed",  # and tells more
        ("new", "close"): "closed",
        ("taken", "close"): "closed",
        ("referred", "close"): "closed",
        ("closed", "reopen"): "taken",
        # The company takes its word back, at any time.
        ("new", "withdraw"): "withdrawn",
        ("taken", "withdraw"): "withdrawn",
        ("referred", "withdraw"): "withdrawn",
        ("closed", "withdraw"): "withdrawn",
    },
)
STANDING = ("new", "taken", "referred")  # somebody waits for these

REFERRAL = Lifecycle(
    "referral",
    start="sent",
    moves={
        ("sent", "accept"): "accepted",
        ("sent", "decline"): "declined",
        ("sent", "stop"): "stopped",  # by the office, while the letter is held
        ("accepted", "tell"): "told",
        ("told", "tell"): "told",
        ("sent", "end"): "ended",  # the company or the office ends it: the link is closed
        ("accepted", "end"): "ended",
        ("told", "end"): "ended",
    },
)
OPEN = ("sent", "accepted")  # nothing is told yet of what came of it
IN_FORCE = (*OPEN, "told")  # the adviser has the company's wish
