"""Each gate of ./run check stops what it is there to stop: run over a small project with one fault."""

import shutil
from pathlib import Path

import pytest

from tools import check
from tools.house.sources import PROJECT, layers

MODEL = "from django.db import models\nclass Thing(models.Model):\n    name = models.TextField()\n"
GATES = {gate.name: gate for gate in check.GATES}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with our settings for tools, and an empty package for each layer."""
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    (tmp_path / "run").write_text("#!/usr/bin/env python3\n")
    for name in ["", *set().union(*layers())]:
        put(tmp_path, f"src/forebild/{name}/__init__.py", "")
    return tmp_path


def put(project: Path, name: str, text: str) -> None:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


FAULTS = [
    ("format", {"src/forebild/people/x.py": "x = {  'a':1 }\n"}, "x.py"),
    ("format", {"run": "x = {  'a':1 }\n"}, "run"),
    ("lint", {"src/forebild/people/x.py": "import os\n"}, "F401"),
    ("lint", {"src/forebild/people/x.py": "try:\n    x = 1\nexcept Exception:\n    pass\n"}, "S110"),
    (
        "imports",
        {"src/forebild/people/x.py": "import forebild.jury\n"},
        "forebild.people.x -> forebild.jury (l.1)",
    ),
    ("imports", {"src/forebild/engine/x.py": "import django\n"}, "forebild.engine.x -> django (l.1)"),
    ("imports", {"src/forebild/nowhere/__init__.py": ""}, "nowhere"),
    ("templates", {"src/forebild/people/templates/people/a.html": "{%url 'x'%}\n"}, "a.html"),
]


@pytest.mark.parametrize(("gate", "files", "said"), FAULTS)
def test_a_gate_passes_a_sound_project_and_stops_a_fault(
    project: Path, gate: str, files: dict[str, str], said: str
) -> None:
    def done() -> tuple[int, str]:
        run = check.run(GATES[gate].command(project), project)
        return run.returncode, run.stdout

    assert done()[0] == 0
    for name, text in files.items():
        put(project, name, text)
    code, words = done()
    assert code != 0
    assert said in words.replace("\n", " ")


def test_types_are_strict_in_services_and_checked_everywhere(project: Path) -> None:
    put(project, "src/forebild/people/services/__init__.py", "")
    put(project, "src/forebild/people/services/x.py", "def f(a):\n    return a\n")
    put(project, "src/forebild/people/views.py", "def f(a: int) -> str:\n    return a\n")
    for folder in ("tools", "benchmarks"):
        put(project, f"{folder}/__init__.py", "")
    _our_settings(project, "")
    done = check.run(GATES["types"].command(project), project)
    assert done.returncode != 0
    assert "services/x.py:1: error: Function is missing a type annotation" in done.stdout
    assert "views.py:2: error: Incompatible return value type" in done.stdout


def _our_settings(project: Path, more: str) -> None:
    """Settings enough for a tool that sets Django up, and no database."""
    put(project, "src/forebild/config/settings.py", f"SECRET_KEY = 'x'\nINSTALLED_APPS = []\n{more}")


def test_a_model_without_migration_is_stopped(tmp_path: Path) -> None:
    put(tmp_path, "extra/__init__.py", "")
    put(tmp_path, "extra/migrations/__init__.py", "")
    put(tmp_path, "extra/models.py", MODEL)
    put(
        tmp_path,
        "extra_settings.py",
        "from forebild.config.settings import *\nINSTALLED_APPS = [*INSTALLED_APPS, 'extra']\n",
    )
    done = check.run(GATES["migrations"].command(tmp_path), tmp_path, DJANGO_SETTINGS_MODULE="extra_settings")
    assert done.returncode == 1
    assert "Create model Thing" in done.stdout


def test_every_gate_is_proved_here_or_beside() -> None:
    elsewhere = {"types", "migrations", "messages", "house"}  # the last two: test_messages.py, test_house.py
    assert {gate for gate, _files, _said in FAULTS} | elsewhere == GATES.keys()


def test_a_failing_gate_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    bad = check.Gate(
        "bad", lambda root: [*check._python("-c", "print('this is wrong'); raise SystemExit(3)")]
    )
    assert not check.passes(bad)
    said = capsys.readouterr().out
    assert said.startswith("FAIL bad (")
    assert "this is wrong" in said


def test_what_can_be_put_right_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "PROJECT", project)
    put(project, "src/forebild/people/x.py", "x = {  'a':1 }\n")
    assert not check.passes(GATES["format"])
    assert check.passes(GATES["format"], fix=True)
    assert (project / "src/forebild/people/x.py").read_text() == 'x = {"a": 1}\n'
