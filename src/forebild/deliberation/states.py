"""The lives of a meeting, an item on its agenda, a motion, a straw vote, the minutes."""

from forebild.shared.lifecycle import Lifecycle

MEETING = Lifecycle(
    "meeting",
    start="planned",
    moves={
        ("planned", "open"): "open",
        ("open", "close"): "closed",
        ("planned", "call_off"): "called_off",
    },
)

ITEM = Lifecycle(
    "agenda_item",
    start="waiting",
    moves={
        ("waiting", "take_up"): "current",
        ("current", "settle"): "settled",
        ("current", "put_off"): "waiting",
        ("settled", "take_up"): "current",  # again
    },
)

MOTION = Lifecycle(
    "motion",
    start="put",
    moves={
        ("put", "carry"): "carried",
        ("put", "fall"): "fallen",
        ("put", "withdraw"): "withdrawn",
    },
)

STRAW_VOTE = Lifecycle(
    "straw_vote",
    start="open",
    moves={
        ("open", "count"): "counted",
        ("open", "void"): "void",  # too few votes to be secret, or one by somebody who has to stand aside
    },
)

MINUTES = Lifecycle(
    "minutes",
    start="draft",
    moves={
        ("draft", "circulate"): "circulated",
        ("circulated", "take_back"): "draft",
        ("circulated", "seal"): "sealed",
        ("sealed", "replace"): "replaced",  # by a version with a reason
    },
)
