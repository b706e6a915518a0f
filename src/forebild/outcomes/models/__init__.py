"""What came of events.

Event ── Evaluation ─┬─ Question ── Heap      (what was answered, of nobody in particular)
                     ├─ Asked, Answered       (who was asked, and that somebody has answered; not what)
                     └─ Sending               (its letters, held for ten minutes)
Registration ── FollowUp ── Referral ── Report      (a wish for help → an adviser → what came of it)
                               └─ Adviser
Organisation ── SupportEntry ── SupportVersion      (hours that the office types)
Programme ── SupportLimit                           (from how many hours on somebody should look)
"""

from forebild.outcomes.models.evaluation import Answered, Asked, Evaluation, Heap, Question, Sending
from forebild.outcomes.models.follow_up import Adviser, FollowUp, Referral, Report
from forebild.outcomes.models.support import SupportEntry, SupportLimit, SupportVersion

__all__ = [
    "Adviser",
    "Answered",
    "Asked",
    "Evaluation",
    "FollowUp",
    "Heap",
    "Question",
    "Referral",
    "Report",
    "Sending",
    "SupportEntry",
    "SupportLimit",
    "SupportVersion",
]
