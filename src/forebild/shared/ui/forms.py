from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Fields in the product's own look."""
