"""What people are told by mail: a note-taker, where to write."""

from forebild.shared.outbox.notices import Notice, register

NOTE_TAKER = register(
    Notice(
        "tables.note_taker",
        {
            "name": "Anna Exempel",
            "event": "Rundabord i Gnosjö",
            "when": "tisdag 3 mars 2027 kl. 10.00",
            "link": "https://…",
        },
    )
)
