"""What nominators and companies are told by mail."""

from forebild.shared.outbox.notices import Notice, register

_CASE = {"name": "Anna Exempel", "company": "Exempelföretaget AB", "edition": "Smart industri 2027"}

NOMINATION_RECEIVED = register(Notice("competition.nomination_received", _CASE))
COMPANY_ASKED = register(
    Notice("competition.company_asked", _CASE | {"nominators": "Bo Exempel", "link": "https://…"})
)
NOMINATION_ACCEPTED = register(Notice("competition.nomination_accepted", _CASE))
NOMINATION_DECLINED = register(Notice("competition.nomination_declined", _CASE))
ENTRY_RECEIVED = register(
    Notice(
        "competition.entry_received",
        {
            "company": "Exempelföretaget AB",
            "edition": "Smart industri 2027",
            "number": "1",
            "when": "tisdag 3 mars 2027 kl. 14.02",
            "hash": "5f2c…",
            "link": "https://…",
        },
    )
)
EXTENSION_GRANTED = register(
    Notice(
        "competition.extension_granted",
        {"company": "Exempelföretaget AB", "until": "tisdag 3 mars 2027 kl. 23.59", "link": "https://…"},
    )
)
ENTRY_WITHDRAWN = register(
    Notice(
        "competition.entry_withdrawn",
        {
            "company": "Exempelföretaget AB",
            "edition": "Smart industri 2027",
            "who": "Anna Exempel",
            "link": "https://…",
        },
    )
)
ENTRY_INELIGIBLE = register(
    Notice(
        "competition.entry_ineligible",
        {
            "company": "Exempelföretaget AB",
            "edition": "Smart industri 2027",
            "contact": "kansliet@exempel.example",
            "link": "https://…",
        },
    )
)
COMPANY_REMINDED = register(Notice("competition.company_reminded", _CASE | {"link": "https://…"}, asks=True))
ENTRY_REMINDED = register(
    Notice(
        "competition.entry_reminded",
        {
            "company": "Exempelföretaget AB",
            "edition": "Smart industri 2027",
            "until": "tisdag 3 mars 2027 kl. 23.59",
            "link": "https://…",
        },
        asks=True,
    )
)


def reminder_key(case_id: str) -> str:
    """The one reminder of a nominated company."""
    return f"competition.company_reminded:{case_id}"
