"""The life of a site visit: planned, a time found with the company, made, written down, signed."""

from forebild.shared.lifecycle import Lifecycle

VISIT = Lifecycle(
    "visit",
    start="planned",
    moves={
        ("planned", "offer"): "offered",  # the company has the times, and a safe link
        ("offered", "offer"): "offered",  # other times: the link before stops working
        ("offered", "accept"): "booked",
        ("offered", "decline"): "wished",  # none fits; the company says what would
        ("wished", "offer"): "offered",
        ("booked", "offer"): "offered",  # moved to another day
        ("booked", "ask_again"): "wished",  # the company cannot after all
        ("planned", "book"): "booked",  # agreed in another way, by telephone say
        ("offered", "book"): "booked",
        ("wished", "book"): "booked",
        ("booked", "book"): "booked",
        ("booked", "hand_in"): "handed_in",
        ("handed_in", "reopen"): "booked",  # until it is signed by all
        ("handed_in", "sign"): "signed",  # by the last of the visitors
        ("planned", "cancel"): "cancelled",
        ("offered", "cancel"): "cancelled",
        ("wished", "cancel"): "cancelled",
        ("booked", "cancel"): "cancelled",
    },
)
OPEN = ("planned", "offered", "wished", "booked")  # not yet made
READABLE = ("handed_in", "signed")  # there is a protocol to read
