"""The life of a good example: nothing goes out without the company's own yes."""

from forebild.shared.lifecycle import Lifecycle

EXAMPLE = Lifecycle(
    "example",
    start="draft",
    moves={
        ("draft", "ask"): "asked",  # the company has the safe link
        ("asked", "ask"): "asked",  # a new link
        ("asked", "return"): "draft",  # the company wants changes
        ("asked", "edit"): "draft",  # the office takes it back
        ("asked", "approve"): "approved",
        ("approved", "edit"): "draft",  # a changed text needs a new yes
        ("approved", "publish"): "published",
        ("approved", "schedule"): "scheduled",  # readers see it from an instant on
        ("scheduled", "unschedule"): "approved",
        ("scheduled", "publish"): "published",  # the instant has come, or somebody could not wait
        ("scheduled", "edit"): "draft",
        ("published", "edit"): "draft",  # readers keep what was published until the next yes
        ("published", "withdraw"): "withdrawn",
        ("draft", "withdraw"): "withdrawn",  # while the next text is being written: readers' one goes
        ("asked", "withdraw"): "withdrawn",
        ("approved", "withdraw"): "withdrawn",
        ("scheduled", "withdraw"): "withdrawn",
        ("withdrawn", "edit"): "draft",
    },
)
