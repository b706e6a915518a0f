"""Reads used in more than one place, by room. What a recusal has closed is in none of them.

seats       who sits in the jury, with what each has read
conflicts   who stands aside from what
reviews     entries in competition, score sheets
ranking     what ranks, tie-breaks
statements  what is said of an entry; for those above `agreed_feedback`
rulings     decisions, and what the result lacks
calibration the round before the reading; only its own pages ask, by the module's name
"""

from forebild.jury.queries.conflicts import (
    answered_conflict,
    interests_in,
    is_declared,
    known_conflicts,
    organisations_named,
    recusals_in,
    recused_entries,
)
from forebild.jury.queries.ranking import (
    RankingState,
    asked_once_more,
    asked_to_compare,
    ranking_choice,
    ranking_records,
    ranking_state,
    tie_breaks_in,
)
from forebild.jury.queries.reviews import (
    counted_reviews,
    current_pairs,
    desk,
    is_open_to,
    judged_entries,
    newest_evidence,
    open_readings,
    peer_reviews,
    review_phase,
    score_changes,
    sheet_of,
)
from forebild.jury.queries.rulings import (
    ResultState,
    retracted_rulings,
    shortcomings_of_result,
    standing_rulings,
    undecided_entries,
)
from forebild.jury.queries.seats import behind_jurors, jury_of, seat_of, sits_in_jury
from forebild.jury.queries.statements import (
    AgreedFeedback,
    CriterionFeedback,
    agreed_feedback,
    agreed_feedbacks,
    criterion_scores,
    statements_said,
)

__all__ = [
    "AgreedFeedback",
    "CriterionFeedback",
    "RankingState",
    "ResultState",
    "agreed_feedback",
    "agreed_feedbacks",
    "answered_conflict",
    "asked_once_more",
    "asked_to_compare",
    "behind_jurors",
    "counted_reviews",
    "criterion_scores",
    "current_pairs",
    "desk",
    "interests_in",
    "is_declared",
    "is_open_to",
    "judged_entries",
    "jury_of",
    "known_conflicts",
    "newest_evidence",
    "open_readings",
    "organisations_named",
    "peer_reviews",
    "ranking_choice",
    "ranking_records",
    "ranking_state",
    "recusals_in",
    "recused_entries",
    "retracted_rulings",
    "review_phase",
    "score_changes",
    "seat_of",
    "sheet_of",
    "shortcomings_of_result",
    "sits_in_jury",
    "standing_rulings",
    "statements_said",
    "tie_breaks_in",
    "undecided_entries",
]
