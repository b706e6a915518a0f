"""The jury's tables.

seats         Juror ── Expertise, Interest           who judges, what they know, whom they are close to
conflicts     Declaration, Recusal                   the question first, and what a yes closes
assignments   AssignmentPlan ── Assignment           who reads what
reviews       Review ── Score, ScoreChange          NewEvidence on an entry: changes have reasons from then on
rulings       Ruling, Release, LetterBatch           what is decided, and when the world may know
"""

from forebild.jury.models.assignments import Assignment, AssignmentPlan
from forebild.jury.models.conflicts import Declaration, Recusal
from forebild.jury.models.reviews import NewEvidence, Review, Score, ScoreChange, step_in_words
from forebild.jury.models.rulings import LetterBatch, Release, Ruling
from forebild.jury.models.seats import LEADING, Expertise, Interest, Juror

__all__ = [
    "LEADING",
    "Assignment",
    "AssignmentPlan",
    "Declaration",
    "Expertise",
    "Interest",
    "Juror",
    "LetterBatch",
    "NewEvidence",
    "Recusal",
    "Release",
    "Review",
    "Ruling",
    "Score",
    "ScoreChange",
    "step_in_words",
]
