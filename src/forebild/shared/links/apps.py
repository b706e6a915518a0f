from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "forebild.shared.links"
    label = "links"
