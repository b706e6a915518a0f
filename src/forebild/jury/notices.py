"""What jurors and entrants are told by mail."""

from forebild.jury.models import Ruling
from forebild.shared.outbox.notices import Notice, register

_JUROR = {"name": "Anna Exempel", "edition": "Smart industri 2027", "link": "https://…"}
_LETTER = _JUROR | {"company": "Exempelföretaget AB", "citation": "För ett digitalt steg som andra kan ta."}

JUROR_INVITED = register(Notice("jury.juror_invited", _JUROR))
ENTRIES_ASSIGNED = register(Notice("jury.entries_assigned", _JUROR | {"count": "12"}))
ENTRIES_CHANGED = register(
    Notice("jury.entries_changed", _JUROR | {"count": "12", "added": "1", "removed": "2"})
)
REVIEWS_REMIND = register(
    Notice("jury.reviews_remind", _JUROR | {"left": "5", "until": "tisdag 3 mars 2027 kl. 23.59"})
)
RECUSAL_RECORDED = register(
    Notice(
        "jury.recusal_recorded",
        {"juror": "Bo Exempel", "company": "Exempelföretaget AB", "link": "https://…"},
    )
)
_CONSENSUS = {"name": "Anna Exempel", "company": "Exempelföretaget AB", "link": "https://…"}
CONSENSUS_OPENED = register(Notice("jury.consensus_opened", _CONSENSUS))
STATEMENT_AGREED = register(Notice("jury.statement_agreed", _CONSENSUS))
CALIBRATION_OPENED = register(
    Notice("jury.calibration_opened", _JUROR | {"until": "tisdag 3 mars 2027 kl. 23.59"})
)
CALIBRATION_REMIND = register(
    Notice("jury.calibration_remind", _JUROR | {"until": "tisdag 3 mars 2027 kl. 23.59"})
)
EXTRA_REVIEW_ASKED = register(
    Notice(
        "jury.extra_review_asked",
        _JUROR | {"company": "Exempelföretaget AB", "until": "tisdag 3 mars 2027 kl. 23.59"},
        asks=True,
    )
)
COMPARISON_ASKED = register(Notice("jury.comparison_asked", _JUROR, asks=True))
LETTERS = {
    Ruling.Outcome.WINNER: register(Notice("jury.letter_winner", _LETTER)),
    Ruling.Outcome.MENTION: register(Notice("jury.letter_mention", _LETTER)),
    Ruling.Outcome.FINALIST: register(Notice("jury.letter_finalist", _LETTER)),
    Ruling.Outcome.NOT_AWARDED: register(Notice("jury.letter_not_awarded", _LETTER)),
}
