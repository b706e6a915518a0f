"""Tables and facts about one row; see each module."""

from forebild.assessment.models.assessment import Answering, Assessment, Size
from forebild.assessment.models.figures import Benchmark
from forebild.assessment.models.office_figures import FigureRelease
from forebild.assessment.models.own_sets import SetWriting
from forebild.assessment.models.question_set import QuestionSet
from forebild.assessment.models.reports import EntrantReport, ReportBatch
from forebild.assessment.models.steps import Dimension, EventTheme, NextStep
from forebild.assessment.models.theme_changes import ThemeChange
from forebild.assessment.models.told import ToldGroup

__all__ = [
    "Answering",
    "Assessment",
    "Benchmark",
    "Dimension",
    "EntrantReport",
    "EventTheme",
    "FigureRelease",
    "NextStep",
    "QuestionSet",
    "ReportBatch",
    "SetWriting",
    "Size",
    "ThemeChange",
    "ToldGroup",
]
