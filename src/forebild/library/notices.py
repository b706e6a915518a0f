"""What companies are told about their good example."""

from forebild.shared.outbox.notices import Notice, register

APPROVAL_ASKED = register(
    Notice(
        "library.approval_asked",
        {"company": "Exempelföretaget AB", "programme": "Smart industri", "link": "https://…"},
    )
)
_RECHECK = {
    "company": "Exempelföretaget AB",
    "programme": "Smart industri",
    "story_link": "https://…",
    "link": "https://…",
}
RECHECK = register(Notice("library.recheck", _RECHECK, asks=True))
RECHECK_REMINDER = register(Notice("library.recheck_reminder", _RECHECK, asks=True))
