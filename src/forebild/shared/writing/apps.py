from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "forebild.shared.writing"
    label = "writing"
