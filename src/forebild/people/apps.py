from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "forebild.people"
    label = "people"
