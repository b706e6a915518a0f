"""The life of an edition."""

from forebild.shared.lifecycle import Lifecycle

EDITION = Lifecycle(
    "edition",
    start="planned",
    moves={
        ("planned", "announce"): "announced",  # the public sees the call and its dates
        ("announced", "release"): "released",  # winners and citations are public
        ("released", "archive"): "archived",  # nothing is edited any more
        ("archived", "reopen"): "released",
    },
)
