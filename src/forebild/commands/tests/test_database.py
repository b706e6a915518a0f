"""What the commands do with a database: the tests' own, and one that knows no Swedish."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.staticfiles import finders

from forebild.commands import begin, check_invariants, migrate, reset_second_factor, verify_audit
from forebild.commands.tests.test_main import forebild
from forebild.shared import invariants, postgres
from forebild.shared.audit.models import Record
from forebild.shared.outbox.models import Message
from tests.worlds import give_second_factor, make_person

embedded_only = pytest.mark.skipif(
    bool(settings.DATABASE_URL), reason="makes databases on the embedded server"
)


@pytest.fixture
def deaf_database() -> Iterator[str]:
    """A database whose locale knows no letters beyond z."""
    home = Path(settings.HOME_DIR)
    name = f"deaf_{os.getpid()}"
    made = postgres._psql(home, f"create database {name} template template0 locale 'C'")
    assert made.returncode == 0, made.stdout
    yield f"postgres://postgres@/{name}?host={postgres.socket_dir(home)}"
    postgres._psql(home, f"drop database {name}")


@embedded_only
def test_a_database_that_knows_no_swedish_is_refused(deaf_database: str, tmp_path: Path) -> None:
    done = forebild("migrate", FOREBILD_HOME=str(tmp_path), DATABASE_URL=deaf_database)
    assert (done.returncode, done.stderr) == (
        1,
        "This database does not know å ä ö: create it with the locale C.UTF-8 or sv_SE.UTF-8.\n",
    )


@embedded_only
def test_migrate_makes_a_new_home_ready(tmp_path: Path) -> None:
    try:
        done = forebild("migrate", FOREBILD_HOME=str(tmp_path))
        assert (done.returncode, done.stderr) == (0, "")
        tables = postgres._run(tmp_path, "psql", *_into(tmp_path), "select count(*) from people_person")
        assert tables.stdout.strip() == "0"
        assert (tmp_path / "static" / ".collected").exists()
    finally:
        postgres.stop(tmp_path)


def _into(home: Path) -> list[str]:
    return ["-h", str(postgres.socket_dir(home)), "-U", "postgres", "-d", "forebild", "-Atqc"]


@pytest.mark.django_db
def test_static_files_are_collected_only_when_one_has_changed(tmp_path: Path, settings: Any) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    (source / "a.css").write_text("a {}")
    settings.STATICFILES_DIRS = [source]  # this fixture lets Django forget what it remembers of them
    settings.STATIC_ROOT = target
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": STORAGE}}
    finders.get_finder.cache_clear()
    migrate.migrate()
    assert (target / "a.css").read_text() == "a {}"
    (target / "a.css").unlink()
    migrate.migrate()
    assert not (target / "a.css").exists()  # nothing had changed
    (source / "a.css").write_text("a { b: c }")
    (target / "old.css").write_text("")
    migrate.migrate()
    assert (target / "a.css").read_text() == "a { b: c }"
    assert not (target / "old.css").exists()
    finders.get_finder.cache_clear()


STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.mark.django_db
def test_invariants_are_told_and_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(invariants, "autodiscover_modules", lambda name: None)
    monkeypatch.setattr(invariants, "_INVARIANTS", {"Two is even": list, "Nothing is red": list})
    assert check_invariants.main([]) == 0
    assert capsys.readouterr().out == "2 invariants checked, 0 problems.\n"
    monkeypatch.setitem(invariants._INVARIANTS, "Nothing is red", lambda: ["the door", "the roof"])
    assert check_invariants.main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Nothing is red: the door",
        "Nothing is red: the roof",
        "2 invariants checked, 2 problems.",
    ]


@pytest.mark.django_db
def test_an_audit_log_that_is_whole_passes_and_a_break_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_audit.main([]) == 0
    assert "0 positions hold" in capsys.readouterr().out
    assert verify_audit.main(["--known", "3:" + "0" * 64]) == 1
    assert capsys.readouterr().out.startswith("Position ")


@pytest.mark.django_db
def test_an_empty_installation_is_begun_once(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--name", "Goda exempel", "--organiser", "Stiftelsen", "--contact", "kansli@exempel.example"]
    words += ["--lead-name", "Sofia Tallgrund", "--lead-email", "sofia@exempel.example"]
    assert begin.main(words) == 0
    assert "Goda exempel has begun. Sofia Tallgrund signs in at http" in capsys.readouterr().out
    assert begin.main(words) == 1
    assert capsys.readouterr().err == "There is a programme already. Its lead gives others their roles.\n"


@pytest.mark.django_db
def test_a_lost_second_factor_is_removed_told_and_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    juror, other = make_person("Jenny"), make_person("Olle")
    give_second_factor(juror)
    give_second_factor(other)
    assert reset_second_factor.main([juror.email.upper()]) == 0
    assert capsys.readouterr().out.startswith("Jenny signs in with a mailed code now")
    assert [each.user for each in Authenticator.objects.select_related("user")] == [other]
    message = Message.objects.get()
    assert (message.kind, message.to_email) == ("people.second_factor_changed", juror.email)
    assert Record.objects.get().action == "people.second_factor.removed"
    for email in (juror.email, "nobody@exempel.example"):
        assert reset_second_factor.main([email]) == 1
        assert capsys.readouterr().err == "Nobody with this address has a second factor.\n"
    assert Message.objects.count() == 1
