from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "forebild.shared.outbox"
    label = "outbox"
