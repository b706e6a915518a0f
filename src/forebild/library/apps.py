from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "forebild.library"
    label = "library"
