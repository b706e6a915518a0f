"""The lives of a case (one company nominated), of an entry, and of a citation's correction."""

from forebild.shared.lifecycle import Lifecycle

CASE = Lifecycle(
    "case",
    start="new",
    moves={
        ("new", "ask"): "asked",  # the company has its one letter with the safe link
        ("new", "dismiss"): "dismissed",  # the office sees that it cannot take part
        ("asked", "accept"): "accepted",  # an entry is opened
        ("asked", "decline"): "declined",
        ("asked", "lapse"): "lapsed",  # no answer before the call closed
        ("declined", "accept"): "accepted",  # a second thought while the call is open
        ("lapsed", "accept"): "accepted",
    },
)

ENTRY = Lifecycle(
    "entry",
    start="draft",
    moves={
        ("draft", "submit"): "submitted",
        ("submitted", "submit"): "submitted",  # again, until the deadline; the latest submission counts
        ("draft", "withdraw"): "withdrawn",
        ("submitted", "withdraw"): "withdrawn",
        ("eligible", "withdraw"): "withdrawn",
        ("withdrawn", "resume"): "draft",  # while the call is open
        ("submitted", "find_eligible"): "eligible",
        ("submitted", "find_ineligible"): "ineligible",
        ("eligible", "reconsider"): "submitted",
        ("ineligible", "reconsider"): "submitted",
    },
)

CORRECTION = Lifecycle(
    "correction",
    start="proposed",
    moves={
        ("proposed", "approve"): "approved",  # by a second person: the public reads the new wording
        ("proposed", "retract"): "retracted",
    },
)
