from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "forebild.programme"
    label = "programme"
