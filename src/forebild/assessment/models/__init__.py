"""Tables and facts about one row; see each module."""

from forebild.assessment.models.assessment import Answering, Assessment, Size
from forebild.assessment.models.figures import Benchmark
from forebild.assessment.models.question_set import QuestionSet
from forebild.assessment.models.steps import Dimension, EventTheme, NextStep

__all__ = [
    "Answering",
    "Assessment",
    "Benchmark",
    "Dimension",
    "EventTheme",
    "NextStep",
    "QuestionSet",
    "Size",
]
