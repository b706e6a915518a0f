from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "forebild.shared.lists"
    label = "lists"
