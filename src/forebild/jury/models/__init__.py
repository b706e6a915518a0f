"""The jury's tables.

seats         Juror ── Expertise, Interest           who judges, what they know, whom they are close to
conflicts     Declaration, Recusal                   the question first, and what a yes closes
assignments   AssignmentPlan ── Assignment           who reads what
reviews       Review ── Score
statements    ConsensusChoice, Statement ── AgreedScore, Stand     what a team agrees, and what may be sent
calibration   CalibrationRound ── CalibrationEntry ── CalibrationSheet ── CalibrationScore; Sharpening
rulings       Ruling, Release, LetterBatch           what is decided, and when the world may know
"""

from forebild.jury.models.assignments import Assignment, AssignmentPlan
from forebild.jury.models.calibration import (
    CalibrationEntry,
    CalibrationRound,
    CalibrationScore,
    CalibrationSheet,
    Sharpening,
)
from forebild.jury.models.conflicts import Declaration, Recusal
from forebild.jury.models.reviews import Review, Score
from forebild.jury.models.rulings import LetterBatch, Release, Ruling
from forebild.jury.models.seats import LEADING, Expertise, Interest, Juror
from forebild.jury.models.statements import AgreedScore, ConsensusChoice, Stand, Statement

__all__ = [
    "LEADING",
    "AgreedScore",
    "Assignment",
    "AssignmentPlan",
    "CalibrationEntry",
    "CalibrationRound",
    "CalibrationScore",
    "CalibrationSheet",
    "ConsensusChoice",
    "Declaration",
    "Expertise",
    "Interest",
    "Juror",
    "LetterBatch",
    "Recusal",
    "Release",
    "Review",
    "Ruling",
    "Score",
    "Sharpening",
    "Stand",
    "Statement",
]
