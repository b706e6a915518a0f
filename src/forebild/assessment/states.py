"""The lives of a set of questions and of a company's sitting."""

from forebild.shared.lifecycle import Lifecycle
from forebild.shared.outbox.held import held_letters

QUESTION_SET = Lifecycle(
    "question_set",
    start="draft",
    moves={
        ("draft", "open"): "open",  # from now on companies can answer it
        ("open", "close"): "closed",  # what has been begun can be finished; nothing new is begun
        ("closed", "open"): "open",
    },
)

ASSESSMENT = Lifecycle(
    "assessment",
    start="begun",
    moves={
        ("begun", "hand_in"): "handed_in",  # scored: the company has its result
        ("handed_in", "take_up"): "begun",  # answers are put right, and handed in anew
        # The company deletes it: all that was answered is erased, and only the day is kept.
        ("begun", "withdraw"): "withdrawn",
        ("handed_in", "withdraw"): "withdrawn",
    },
)

REPORTS = held_letters("report_batch")

ENTRANT_REPORT = Lifecycle(
    "entrant_report",
    start="prepared",
    moves={
        ("prepared", "send"): "sent",
        ("sent", "stop"): "prepared",  # within the ten minutes
        # The company wishes it gone: what it was told is erased, and it is not told again.
        ("prepared", "erase"): "erased",
        ("sent", "erase"): "erased",
    },
)
