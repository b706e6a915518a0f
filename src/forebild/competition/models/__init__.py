"""The competition's tables.

form          Section ── Question                    what an edition asks
nomination    Case ── Nomination                     one company, many who point at it
entry         Entry ── Submission, Extension, Withdrawal, EntryFile
eligibility   EligibilityRule ── EligibilityFinding; EligibilityRuling
award         Award ── CitationCorrection
                                              what is public after the release, and nothing before
"""

from forebild.competition.models.award import Award, CitationCorrection
from forebild.competition.models.eligibility import EligibilityFinding, EligibilityRule, EligibilityRuling
from forebild.competition.models.entry import Entry, EntryFile, Extension, Submission, Withdrawal
from forebild.competition.models.form import Question, Section
from forebild.competition.models.nomination import Case, Nomination

__all__ = [
    "Award",
    "Case",
    "CitationCorrection",
    "EligibilityFinding",
    "EligibilityRule",
    "EligibilityRuling",
    "Entry",
    "EntryFile",
    "Extension",
    "Nomination",
    "Question",
    "Section",
    "Submission",
    "Withdrawal",
]
