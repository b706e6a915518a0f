from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "forebild.library.search"
    label = "library_search"

    def ready(self) -> None:
        """Hear when readers get another text."""
        from forebild.library.search import receivers

        receivers.connect()
