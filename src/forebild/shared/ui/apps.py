from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "forebild.shared.ui"
    label = "ui"
