from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "forebild.shared.files"
    label = "files"
