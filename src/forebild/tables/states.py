"""The lives of a table plan, of the notes, and of whoever takes them."""

from forebild.shared.lifecycle import Lifecycle

PLAN = Lifecycle(
    "table_plan",
    start="draft",
    moves={
        ("draft", "show"): "shown",  # to those who take notes
        ("draft", "publish"): "published",  # to everybody, each on the own registration
        ("shown", "publish"): "published",
        ("shown", "take_back"): "draft",
        ("published", "take_back"): "draft",
    },
)

NOTES = Lifecycle(
    "notes",
    start="open",
    moves={("open", "close"): "closed", ("closed", "reopen"): "open"},
)

NOTE_TAKER = Lifecycle(
    "note_taker",
    start="invited",
    moves={("invited", "revoke"): "revoked"},
)
