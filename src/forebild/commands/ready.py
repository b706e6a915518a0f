"""What commands need before they begin: a home folder, a database that answers, Django set up."""

import os
from pathlib import Path

PACKAGE_DIR = Path(__file__).resolve().parents[1]


def get_ready(*, database: bool = True, apps: bool = True) -> None:
    """Set Django up; with `database`, see to it that the database answers, starting the embedded one.

    Without `apps` the settings alone are read: a server whose own processes load the apps saves a second.
    Raises SystemExit with a sentence when the home folder is not named or the database is no good.
    """
    require_home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebild.config.settings")
    if database:
        _start_embedded_database()
        _check_database()
    if apps:
        import django

        django.setup()


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
    import psycopg
    from django.db import connection

    try:
        with psycopg.connect(**connection.get_connection_params(), connect_timeout=10) as asked:
            row = asked.execute("select lower('Å') = 'å'").fetchone()
    except psycopg.OperationalError as trouble:
        raise SystemExit(f"The database does not answer: {trouble}") from None
    if row != (True,):
        raise SystemExit(
            "This database does not know å ä ö: create it with the locale C.UTF-8 or sv_SE.UTF-8."
        )
