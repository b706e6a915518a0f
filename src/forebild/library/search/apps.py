from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "forebild.library.search"
    label = "library_search"
