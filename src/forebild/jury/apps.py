from django.apps import AppConfig


class JuryConfig(AppConfig):
    name = "forebild.jury"
    label = "jury"

    def ready(self) -> None:
        """Hand the conflicts' rule down to the competition, and listen to its news."""
        from forebild.competition.closures import close_entries_by
        from forebild.jury import notices, permissions, receivers  # noqa: F401 each registers itself
        from forebild.jury.queries import recused_entries

        close_entries_by(recused_entries)
