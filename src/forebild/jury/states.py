"""The lives of a juror's seat, an assignment plan, an assignment, a review, a ruling, a release, letters, a
calibration round and its sheets, a tie-break, and the jury's statement about an entry."""

from forebild.shared.lifecycle import Lifecycle
from forebild.shared.outbox.held import held_letters

JUROR = Lifecycle(
    "juror",
    start="invited",
    moves={
        ("invited", "accept"): "serving",
        ("invited", "decline"): "declined",
        ("serving", "leave"): "left",
        ("invited", "leave"): "left",
        ("declined", "accept"): "serving",
        ("declined", "invite"): "invited",  # asked once more
        ("left", "invite"): "invited",
    },
)

PLAN = Lifecycle(
    "plan",
    start="proposed",
    moves={
        ("proposed", "publish"): "published",
        ("proposed", "discard"): "discarded",
    },
)

ASSIGNMENT = Lifecycle(
    "assignment",
    start="open",
    moves={
        ("open", "complete"): "done",
        ("done", "reopen"): "open",
        ("open", "end"): "ended",  # a recusal, a withdrawal, a juror who left
        ("done", "end"): "ended",
    },
)

REVIEW = Lifecycle(
    "review",
    start="draft",
    moves={
        ("draft", "submit"): "submitted",
        ("submitted", "reopen"): "draft",  # until the phase ends
        ("draft", "void"): "void",
        ("submitted", "void"): "void",  # a recusal: the scores count no more
    },
)

RULING = Lifecycle(
    "ruling",
    start="proposed",
    moves={
        ("proposed", "approve"): "approved",  # by a second person
        ("proposed", "retract"): "retracted",
        ("approved", "retract"): "retracted",  # before the release only
    },
)

RELEASE = Lifecycle(
    "release",
    start="scheduled",
    moves={
        ("scheduled", "confirm"): "confirmed",  # by a second person
        ("scheduled", "call_off"): "called_off",
        ("confirmed", "call_off"): "called_off",
        ("confirmed", "release"): "released",
    },
)

LETTERS = held_letters("letters")

CALIBRATION = Lifecycle("calibration", start="open", moves={("open", "close"): "closed"})
TIE_BREAK = Lifecycle("tie_break", start="open", moves={("open", "close"): "closed"})

CALIBRATION_SHEET = Lifecycle(
    "calibration_sheet",
    start="draft",
    moves={
        ("draft", "submit"): "submitted",  # and stays so: whoever has seen the others does not score again
        ("draft", "void"): "void",
        ("submitted", "void"): "void",  # a recusal
    },
)

STATEMENT = Lifecycle(
    "statement",
    start="waiting",
    moves={
        ("waiting", "open"): "open",  # all independent reviews are in, or somebody said why not to wait
        ("open", "agree"): "agreed",  # the team hands it to the office
        ("agreed", "approve"): "approved",  # it may be sent to the company
        ("agreed", "reopen"): "open",
        ("approved", "reopen"): "open",
    },
)
