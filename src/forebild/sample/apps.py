from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "forebild.sample"
    label = "sample"
