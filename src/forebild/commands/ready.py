"""What commands need before they begin: a home folder, a database that answers, Django set up."""

import os
from pathlib import Path

PACKAGE_DIR = Path(__file__).resolve().parents[1]


def get_ready(*, database: bool = True) -> None:
    """Set Django up; with `database`, see to it that the database answers, starting the embedded one.

    Raises SystemExit with a sentence when the home folder is not named or the database is no good.
    """
    require_home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebild.config.settings")
    import django

    if database:
        _start_embedded_database()
    django.setup()
    if database:
        _check_database()


def require_home() -> None:
    """A checkout keeps its data in var/; an installed package cannot guess where they may lie."""
    in_checkout = (PACKAGE_DIR.parents[1] / "pyproject.toml").exists()
    if not in_checkout and not os.environ.get("FOREBILD_HOME"):
        raise SystemExit("Say where the data lie, for example FOREBILD_HOME=/var/lib/forebild.")


def _start_embedded_database() -> None:
    from django.conf import settings

    from forebild.shared import postgres

    if settings.DATABASE_URL:
        return
    try:
        postgres.start(settings.HOME_DIR)
        postgres.make_database(settings.HOME_DIR, settings.DATABASES["default"]["NAME"])
    except RuntimeError as trouble:
        raise SystemExit(str(trouble)) from None


def _check_database() -> None:
    """The server answers, and knows that å is the small Å (in the C locale it does not)."""
    from django.db import OperationalError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("select lower('Å') = 'å'")
            knows_swedish = cursor.fetchone()[0]
    except OperationalError as trouble:
        raise SystemExit(f"The database does not answer: {trouble}") from None
    finally:
        connection.close()
    if not knows_swedish:
        raise SystemExit(
            "This database does not know å ä ö: create it with the locale C.UTF-8 or sv_SE.UTF-8."
        )
