"""What entrants and jurors are written when the year is over."""

from forebild.shared.outbox.notices import Notice, register

_BANDS = "Nyhet: över mitten\nSpridning: i mitten"
_EXAMPLES = "Vågen som lärde oss skära: samma bransch som er."

ENTRANT_LETTER = register(
    Notice(
        "feedback.entrant_letter",
        {
            "company": "Exempelföretaget AB",
            "edition": "Smart industri 2027",
            "opening": "Tack för ert bidrag.",
            "strengths": "Ni började i det lilla och mätte före och efter.",
            "opportunities": "Berätta mer om hur andra kan göra likadant.",
            "bands": _BANDS,
            "examples": _EXAMPLES,
            "link": "https://…",
        },
    )
)
JUROR_THANKS = register(
    Notice(
        "feedback.juror_thanks",
        {
            "name": "Anna Exempel",
            "edition": "Smart industri 2027",
            "entries": "12",
            "words": "3 400",
            "companies": "12",
            "time": "9 dagar",
        },
        private=True,  # the figures are the juror's own
    )
)
