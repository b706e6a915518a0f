"""The lives of a stop's answer, of a seat, of a ride and of a question."""

from forebild.shared.lifecycle import Lifecycle

STOP = Lifecycle(
    "stop",
    start="planned",
    moves={
        ("planned", "ask"): "asked",
        ("asked", "ask"): "asked",  # the link was lost, or leads to somebody else now
        ("answered", "ask"): "answered",
        ("planned", "answer"): "answered",  # by the office, in the host's place
        ("asked", "answer"): "answered",
        ("answered", "answer"): "answered",
    },
)
SEAT = Lifecycle("seat", start="held", moves={("held", "give_up"): "given_up", ("given_up", "take"): "held"})
RIDE = Lifecycle("ride", start="held", moves={("held", "give_up"): "given_up", ("given_up", "take"): "held"})
QUESTION = Lifecycle(
    "visit_question",
    start="asked",
    moves={
        ("asked", "show"): "shown",
        ("asked", "hide"): "hidden",
        ("shown", "hide"): "hidden",
        ("hidden", "show"): "shown",
        ("shown", "answer"): "answered",
        ("answered", "answer"): "answered",
    },
)
OPEN_QUESTIONS = ("shown", "answered")  # these the host and all who take part may read
