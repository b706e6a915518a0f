from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "forebild.website"
    label = "website"
