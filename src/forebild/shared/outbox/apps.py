from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "forebild.shared.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Read every app's declared notices."""
        autodiscover_modules("notices")
