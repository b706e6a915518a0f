"""The life of a question to a company, or of a wish to visit it."""

from forebild.shared.lifecycle import Lifecycle

ENQUIRY = Lifecycle(
    "enquiry",
    start="typed",  # nobody has confirmed it: the company knows nothing of it
    moves={
        ("typed", "send"): "sent",  # confirmed by the mailed link, within the month's number
        ("typed", "lapse"): "lapsed",  # never confirmed
        ("typed", "withdraw"): "withdrawn",
        ("sent", "answer"): "answered",
        ("answered", "answer"): "answered",  # the company adds to what it has written, or corrects it
        ("declined", "answer"): "answered",  # a second thought
        ("sent", "decline"): "declined",
        ("sent", "propose"): "proposed",
        ("proposed", "propose"): "proposed",  # other times
        ("declined", "propose"): "proposed",
        ("proposed", "refuse_times"): "sent",  # none of them suits the asker
        ("proposed", "agree"): "agreed",
        ("proposed", "decline"): "declined",
        ("agreed", "decline"): "declined",  # something came between at the company
        ("sent", "close"): "closed",  # the office tells the asker that no answer has come
        ("proposed", "close"): "closed",
        ("closed", "answer"): "answered",  # better late
        ("closed", "propose"): "proposed",
        # The asker takes it back, at any time.
        ("sent", "withdraw"): "withdrawn",
        ("answered", "withdraw"): "withdrawn",
        ("declined", "withdraw"): "withdrawn",
        ("proposed", "withdraw"): "withdrawn",
        ("agreed", "withdraw"): "withdrawn",
        ("closed", "withdraw"): "withdrawn",
    },
)
WAITING = ("sent",)  # for the company
ERASED = ("lapsed", "withdrawn")  # nothing of what was typed is kept
