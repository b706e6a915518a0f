"""The jury's tables.

seats         Juror ── Expertise, Interest           who judges, what they know, whom they are close to
conflicts     Declaration, Recusal                   the question first, and what a yes closes
assignments   AssignmentPlan ── Assignment, SeatRule who reads what; seats that the office has settled
reviews       Review ── Score
statements    ConsensusChoice, Statement ── AgreedScore, Stand     what a team agrees, and what may be sent
calibration   CalibrationRound ── CalibrationEntry ── CalibrationSheet ── CalibrationScore; Sharpening
rankings      RankingChoice, ScoreOpening            which figure ranks, and from when it is seen
              RankingRecord, ExtraReview             what was ranked; one more look at what is near the line
tie_breaks    TieBreak ── Candidate, ComparingSeat, Comparison    which of two is better
assignments   AssignmentPlan ── Assignment           who reads what
reviews       Review ── Score, ScoreChange          NewEvidence on an entry: changes have reasons from then on
rulings       Ruling, Release, LetterBatch           what is decided, and when the world may know
"""

from forebild.jury.models.assignments import Assignment, AssignmentPlan, SeatRule
from forebild.jury.models.calibration import (
    CalibrationEntry,
    CalibrationRound,
    CalibrationScore,
    CalibrationSheet,
    Sharpening,
)
from forebild.jury.models.conflicts import Declaration, Recusal
from forebild.jury.models.rankings import Basis, ExtraReview, RankingChoice, RankingRecord, ScoreOpening
from forebild.jury.models.reviews import NewEvidence, Review, Score, ScoreChange, step_in_words
from forebild.jury.models.rulings import LetterBatch, Release, Ruling
from forebild.jury.models.seats import LEADING, Expertise, Interest, Juror
from forebild.jury.models.statements import AgreedScore, ConsensusChoice, Stand, Statement
from forebild.jury.models.tie_breaks import Candidate, ComparingSeat, Comparison, TieBreak

__all__ = [
    "LEADING",
    "AgreedScore",
    "Assignment",
    "AssignmentPlan",
    "Basis",
    "CalibrationEntry",
    "CalibrationRound",
    "CalibrationScore",
    "CalibrationSheet",
    "Candidate",
    "ComparingSeat",
    "Comparison",
    "ConsensusChoice",
    "Declaration",
    "Expertise",
    "ExtraReview",
    "Interest",
    "Juror",
    "LetterBatch",
    "NewEvidence",
    "RankingChoice",
    "RankingRecord",
    "Recusal",
    "Release",
    "Review",
    "Ruling",
    "Score",
    "ScoreChange",
    "ScoreOpening",
    "SeatRule",
    "Sharpening",
    "Stand",
    "Statement",
    "TieBreak",
    "step_in_words",
]
