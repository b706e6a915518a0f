from django.apps import AppConfig


class JuryConfig(AppConfig):
    name = "forebild.jury"
    label = "jury"

    def ready(self) -> None:
        """Hand the conflicts' rules down, and listen to the competition's news."""
        from forebild.competition.closures import close_entries_by
        from forebild.jury import notices, permissions, receivers  # noqa: F401 each registers itself
        from forebild.jury.closed_rooms import closed_messages, closed_records
        from forebild.jury.queries import recused_entries
        from forebild.shared.closures import AUDIT, OUTBOX, close_rows_by

        close_entries_by(recused_entries)
        close_rows_by(AUDIT, closed_records)
        close_rows_by(OUTBOX, closed_messages)
