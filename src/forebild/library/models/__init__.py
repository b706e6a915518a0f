"""Good examples, what is said about their drafts, and what keeps them true.

GoodExample ── ExamplePicture    its pictures
    ├───────── ExampleFacts      what is public of its facts
    ├───────── Remark            what office and company have said about the draft
    ├───────── Recheck           each time that the company was asked "is this still right?"
    ├───────── Afterwards        what happened after one, two, three years
    └───────── Withdrawal        that it was taken back: by whose wish, why, since when
"""

from forebild.library.models.example import ExampleFacts, ExamplePicture, GoodExample, GoodExampleQuerySet
from forebild.library.models.life import Afterwards, Recheck, Withdrawal
from forebild.library.models.remarks import Remark

__all__ = [
    "Afterwards",
    "ExampleFacts",
    "ExamplePicture",
    "GoodExample",
    "GoodExampleQuerySet",
    "Recheck",
    "Remark",
    "Withdrawal",
]
