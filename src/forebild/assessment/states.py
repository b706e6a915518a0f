"""The lives of a set of questions and of a company's sitting."""

from forebild.shared.lifecycle import Lifecycle

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
