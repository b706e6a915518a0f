"""Whether every change of a model has its migration; asked of the tests' own database server."""

import os
import sys

import tests.embedded_server  # noqa: F401 starts the server, which the question is put to


def main() -> None:
    """End with 1, and say what is missing, unless the migrations tell all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebild.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], "makemigrations", "--check", "--dry-run"])


if __name__ == "__main__":
    main()
