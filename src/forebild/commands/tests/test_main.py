"""The `forebild` command finds its parts, and loads no more than it needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from forebild.__main__ import COMMANDS, main
from forebild.commands import ready


def forebild(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an installation does: with none of the tests' own settings."""
    source = str(Path(ready.__file__).parents[2])
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("FOREBILD", "DATABASE"))
    }
    return subprocess.run(
        [sys.executable, "-m", "forebild", *words],
        env={**ours, "PYTHONPATH": source, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", [[], ["help"], ["--help"], ["-h"]])
def test_help_names_every_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    said = capsys.readouterr().out
    assert [line.split()[1] for line in said.splitlines()[1:]] == list(COMMANDS)


def test_the_words_come_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["forebild", "nothing-such", "--x"])
    assert main() == 2
    assert capsys.readouterr().err.startswith("There is no command 'nothing-such'.")


def test_help_is_there_at_once_without_django() -> None:
    program = "import sys; from forebild.__main__ import main; main(['help']); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_a_command_gets_the_rest_of_the_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["serve", "--help"])
    assert end.value.code == 0
    assert "--port" in capsys.readouterr().out


def test_an_installed_package_must_be_told_its_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ready, "PACKAGE_DIR", tmp_path / "site-packages" / "forebild")
    monkeypatch.setenv("FOREBILD_HOME", "/var/lib/forebild")
    ready.require_home()
    monkeypatch.delenv("FOREBILD_HOME")
    with pytest.raises(SystemExit, match="FOREBILD_HOME=/var/lib/forebild"):
        ready.require_home()


def test_a_checkout_knows_its_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOREBILD_HOME")
    ready.require_home()


def test_a_database_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = forebild(
        "migrate", FOREBILD_HOME=str(tmp_path), DATABASE_URL="postgres://x:secret-word@127.0.0.1:1/x"
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The database does not answer: ")
    assert "Traceback" not in done.stderr
    assert "secret-word" not in done.stderr


def test_an_embedded_server_that_will_not_start_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = forebild("migrate", FOREBILD_HOME=str(tmp_path / "a$b"))
    assert done.returncode == 1
    assert done.stderr.startswith("PostgreSQL's own tool cannot take the path")
