from django.apps import AppConfig


class WritingConfig(AppConfig):
    """Everything that is written and rewritten: drafts, their history, what readers see."""

    name = "forebild.shared.writing"
    label = "writing"
