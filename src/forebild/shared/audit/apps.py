from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "forebild.shared.audit"
    label = "audit"
