"""What is told by mail of self-assessments."""

from forebild.shared.outbox.notices import Notice, register

CONFIRM = register(
    Notice("assessment.confirm", {"company": "Exempelbolaget AB", "link": "https://…"}, asks=True)
)
SAVED = register(Notice("assessment.saved", {"company": "Exempelbolaget AB", "link": "https://…"}))
COLLEAGUE = register(
    Notice(
        "assessment.colleague",
        {"sender": "Anna Exempel", "company": "Exempelbolaget AB", "link": "https://…"},
        asks=True,
    )
)
AGAIN = register(
    Notice("assessment.again", {"company": "Exempelbolaget AB", "when": "3 mars 2027", "link": "https://…"})
)
REPORT = register(
    Notice(
        "assessment.report",
        {"company": "Exempelbolaget AB", "edition": "Smart industri 2027", "link": "https://…"},
    )
)
