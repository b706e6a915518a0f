"""The real product for journeys: web server, worker, mailbox and the sample programme, for each module anew.

    def test_signing_in(product, visit):
        page = visit("/logga-in/")
        …
        letter = product.letter_to("vera@exempel.example", about="kod")

The sample programme is built once a session, in a database that serves as the template of the modules' own:
what one module does there, no other sees.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from forebild.commands.processes import Processes, answer_of, free_port
from forebild.shared import postgres
from forebild.shared.outbox import mailbox
from forebild.shared.outbox.mailbox import Delivered
from tests.browser import Opener
from tests.embedded_server import HOME

ROOT = Path(__file__).parents[2]
_HOME = HOME / "journeys" / str(os.getpid())  # of this session alone
_TEMPLATE = f"test_journeys_template_{os.getpid()}"
_PATIENCE = 60  # seconds until the product answers, or a letter has come


@dataclass(frozen=True)
class Product:
    """What runs: its address, its folder, and the surroundings that its processes and our helpers share."""

    address: str
    home: Path
    environment: dict[str, str]

    def run(self, *words: str) -> str:
        """Run a Django command against the product's database; its output."""
        done = subprocess.run(
            [sys.executable, "-m", "django", *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def shell(self, code: str) -> str:
        """Run Python in a process of its own: this one has no business in the product's database."""
        return self.run("shell", "--verbosity", "0", "-c", code)

    def demo_links(self) -> dict[str, str]:
        """A path that signs in, for each role by its name."""
        found = re.findall(r"^\s*(\S.*?)\s{2,}.*(/logga-in/demo/\S+)$", self.run("demo_links"), re.MULTILINE)
        return dict(found)

    def letter_to(self, address: str, *, about: str, after: str = "") -> Delivered:
        """The newest letter to somebody whose subject has `about` in it, waited for."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            for letter in mailbox.read(self.home / "mailbox", address):
                if about.casefold() in letter.subject.casefold() and letter.name > after:
                    return letter
            time.sleep(0.2)
        subjects = [(one.to, one.subject) for one in mailbox.read(self.home / "mailbox")]
        raise AssertionError(f"No letter to {address} about {about!r}; there are {subjects}")

    def path_in(self, letter: Delivered, part: str) -> str:
        """Where a letter's button leads, as a path on the product; `part` tells it from the others."""
        return next(link for link in letter.links if part in link).removeprefix(self.address)


@pytest.fixture(scope="session")
def sample_database() -> Iterator[str]:
    """The name of a database with the sample programme, to be copied."""
    postgres.start(HOME, safe=False)
    if mine := os.environ.get("FOREBILD_SAMPLE_DATABASE"):
        yield mine
        return
    _ask(f"create database {_TEMPLATE}")
    try:
        product = Product("", _HOME / "template", _environment(_TEMPLATE, "template", 8000, 8025))
        product.run("migrate", "--verbosity", "0")
        product.run("build_sample")
        yield _TEMPLATE
    finally:
        _ask(f"drop database if exists {_TEMPLATE} with (force)")
        shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def static_files(sample_database: str) -> Path:
    """Styles, scripts and fonts as `serve` wants them, collected once a session, to be copied."""
    collecting = Product("", _HOME / "template", _environment(sample_database, "template", 8000, 8025))
    collecting.run("collectstatic", "--no-input", "--verbosity", "0")
    return collecting.home / "static"


@pytest.fixture(scope="module")
def product(sample_database: str, static_files: Path, request: pytest.FixtureRequest) -> Iterator[Product]:
    """The product, running, for the tests of one module."""
    name = f"{request.module.__name__.rpartition('.')[2]}_{os.getpid()}"
    database = f"test_journeys_{name}"
    _ask(f"create database {database} template {sample_database}")
    port, mail_port = free_port(0), free_port(0)
    environment = _environment(database, name, port, mail_port)
    running = Product(f"http://localhost:{port}", _HOME / name, environment)
    files = _HOME / "template" / "files"
    try:
        if files.exists():
            shutil.copytree(files, running.home / "files")
        shutil.copytree(static_files, running.home / "static")
        with pytest.MonkeyPatch.context() as patch, Processes(running.home / "log") as processes:
            for variable in os.environ.keys() - environment.keys():
                patch.delenv(variable)
            for variable, value in environment.items():
                patch.setenv(variable, value)
            processes.start("mailbox", "--port", str(mail_port))
            processes.start("serve", "--port", str(port), "--workers", "1")
            processes.start("work")
            patch.undo()
            _wait_until_it_answers(processes, port)
            yield running
    finally:
        _ask(f"drop database if exists {database} with (force)")


@pytest.fixture
def visit(chromium: Any, product: Product) -> Iterator[Opener]:
    """Open pages of the product; afterwards, none of them may have misbehaved."""
    opener = Opener(chromium, product.address)
    yield opener
    assert opener.close() == []


def _environment(database: str, folder: str, port: int, mail_port: int) -> dict[str, str]:
    """Ours, but with the product's settings as in earnest: static files collected, no debugging."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FOREBILD_")}
    return inherited | {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "forebild.config.settings",
        "DATABASE_URL": f"postgres://postgres@/{database}?host={postgres.socket_dir(HOME)}",
        "FOREBILD_HOME": str(_HOME / folder),
        "FOREBILD_SECRET_KEY": "only-for-journeys",
        "FOREBILD_DEMO": "1",
        "FOREBILD_SITE_URL": f"http://localhost:{port}",
        "FOREBILD_SMTP_HOST": "127.0.0.1",
        "FOREBILD_SMTP_PORT": str(mail_port),
    }


def _ask(statement: str) -> None:
    """A statement to the server itself, outside any transaction."""
    where = {"host": str(postgres.socket_dir(HOME)), "user": postgres.SUPERUSER, "dbname": postgres.SUPERUSER}
    with psycopg.connect(**where, autocommit=True) as server:
        server.execute(statement)  # type: ignore[arg-type]  # our own words


def _wait_until_it_answers(processes: Processes, port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while answer_of(port, "/halsa/") != 200:
        processes.look_after()
        assert time.monotonic() < until, (processes.log_dir / "serve.log").read_text()
        time.sleep(0.1)
