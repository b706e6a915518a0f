from django.apps import AppConfig


class JuryConfig(AppConfig):
    name = "forebild.jury"
    label = "jury"
