"""The lives of a letter to an entrant, and of letters that leave together."""

from forebild.shared.lifecycle import Lifecycle
from forebild.shared.outbox.held import held_letters

LETTER = Lifecycle(
    "feedback_letter",
    start="draft",
    moves={
        ("draft", "hand_over"): "waiting",  # for the jury's chair, deputy or secretary
        ("waiting", "return"): "draft",  # to the writer, with what is wanted
        ("waiting", "approve"): "approved",
        ("approved", "reopen"): "waiting",  # before it is sent; what it says then needs a new approval
        ("approved", "send"): "sent",
        ("sent", "stop"): "approved",  # within the ten minutes
    },
)

DISPATCH = held_letters("feedback_dispatch")
