"""What people are told by mail: a code, an invitation, a change of hands."""

from forebild.shared.outbox.notices import Notice, register

SIGN_IN_CODE = register(
    Notice("people.sign_in_code", {"code": "123 456", "minutes": "10"}, urgent=True, private=True)
)
EDITOR_INVITED = register(
    Notice(
        "people.editor_invited",
        {"inviter": "Anna Exempel", "company": "Exempelföretaget AB", "link": "https://…", "days": "14"},
    )
)
JOIN_ASKED = register(
    Notice(
        "people.join_asked",
        {
            "asker": "Anna Exempel",
            "email": "anna@exempel.example",
            "company": "Exempelföretaget AB",
            "link": "https://…",
        },
    )
)
HANDED_OVER = register(
    Notice(
        "people.handed_over", {"giver": "Anna Exempel", "company": "Exempelföretaget AB", "link": "https://…"}
    )
)
ORGANISATION_CORRECTED = register(
    Notice(
        "people.organisation_corrected",
        {"company": "Exempelföretaget AB", "changed": "namn, kommun", "link": "https://…"},
    )
)
SECOND_FACTOR_CHANGED = register(
    Notice("people.second_factor_changed", {"change": "En passnyckel har lagts till.", "link": "https://…"})
)
