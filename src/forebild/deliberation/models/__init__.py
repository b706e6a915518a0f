"""The meeting's tables.

meetings    Meeting ── Stay                          who was there, from when to when
agenda      AgendaItem ── StoodAside                 what is taken up, and who was out for it
motions     Motion ── Decision ── Dissent            what is put, and what became of it
straw       StrawVote ── StrawVoter │ Ballot         who has voted; what was voted; nothing between the two
minutes     Minutes ── Approval, Remark
"""

from forebild.deliberation.models.agenda import AgendaItem, StoodAside
from forebild.deliberation.models.meetings import Meeting, Stay
from forebild.deliberation.models.minutes import Approval, Minutes, Remark
from forebild.deliberation.models.motions import TEXT, Decision, Dissent, Motion
from forebild.deliberation.models.straw import Ballot, StrawVote, StrawVoter

__all__ = [
    "TEXT",
    "AgendaItem",
    "Approval",
    "Ballot",
    "Decision",
    "Dissent",
    "Meeting",
    "Minutes",
    "Motion",
    "Remark",
    "Stay",
    "StoodAside",
    "StrawVote",
    "StrawVoter",
]
