from django.apps import AppConfig


class CompetitionConfig(AppConfig):
    name = "forebild.competition"
    label = "competition"
