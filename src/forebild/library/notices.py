"""What companies are told about their good example."""

from forebild.shared.outbox.notices import Notice, register

APPROVAL_ASKED = register(
    Notice(
        "library.approval_asked",
        {"company": "Exempelföretaget AB", "programme": "Smart industri", "link": "https://…"},
    )
)
