from django.apps import AppConfig


class PdfConfig(AppConfig):
    """Documents to keep: no tables, only templates, fonts and words."""

    name = "forebild.shared.pdf"
    label = "pdf"
