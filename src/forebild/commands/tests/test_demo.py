"""The demo as a whole, in a home of its own: started, killed in part, killed whole, adopted, stopped."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest

from forebild.commands import demo
from forebild.commands.processes import answer_of, free_port
from forebild.shared import postgres


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for process in parts(tmp_path):
        process.kill()
    postgres.stop(tmp_path)


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    """`start(port)` starts a demo of the home; at the end none is left."""
    with ExitStack() as processes:

        def start(port: int) -> subprocess.Popen[str]:
            process = processes.enter_context(started(home, port))
            processes.callback(process.kill)
            return process

        yield start


def started(home: Path, port: int) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    # Whoever starts the tests in the background has Ctrl-C ignored, and the demo would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "forebild", "demo", "--port", str(port)],
        env={**environment, "FOREBILD_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def until_it_runs(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    heard = ""
    for line in process.stdout:
        heard += line
        if "Ctrl-C stops everything" in line:
            return heard
    raise AssertionError(f"It ended with {process.wait()}:\n{heard}")


def parts(home: Path) -> list[psutil.Process]:
    """The servers that a demo of this home has started."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("FOREBILD_HOME") == str(home) and "--with-parent" in process.cmdline():
                found.append(process)
        except psutil.Error:
            continue
    return found


def part(home: Path, command: str) -> psutil.Process:
    return next(process for process in parts(home) if command in process.cmdline())


def wait_until(true: Callable[[], bool], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)


@contextmanager
def somebody_else_at(port: int) -> Iterator[None]:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        yield


@pytest.mark.crash
def test_it_starts_survives_kills_adopts_what_is_left_finds_another_port_and_stops_clean(
    home: Path, start: Start
) -> None:
    port = free_port(18000)
    first = start(port)
    heard = until_it_runs(first)
    assert f"http://localhost:{port}/" in heard
    assert answer_of(port, "/halsa/") == 200

    again = start(port)  # while the first one runs
    assert again.communicate(timeout=60)[0] == f"It already runs, at http://localhost:{port}.\n"
    assert again.returncode == 1

    for command in ("serve", "work", "mailbox"):
        victim = part(home, command)
        victim.kill()
        wait_until(lambda gone=victim: not gone.is_running() and len(parts(home)) >= 3)
    wait_until(lambda: answer_of(port, "/halsa/") == 200)

    first.kill()
    wait_until(lambda: not parts(home))  # the servers end by themselves
    assert postgres.is_running(home)

    with somebody_else_at(port):
        second = start(port)
        heard = until_it_runs(second)
    assert (another := re.search(rf"Port {port} is taken; using (\d+)", heard))
    assert answer_of(int(another[1]), "/halsa/") == 200
    second.send_signal(signal.SIGINT)
    assert second.wait(60) == 0
    assert not parts(home)
    assert not postgres.is_running(home)


def put(home: Path) -> None:
    for name in ("files/a", "log/x", "test/kept", "other/kept", "secret-key"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("x")


def left(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


def test_fresh_throws_away_our_own_data_only(tmp_path: Path) -> None:
    put(tmp_path)
    demo._wipe(tmp_path, own_database=False, sure=True)
    assert left(tmp_path) == ["other/kept", "secret-key", "test/kept"]


@pytest.mark.parametrize("answer", ["", "y", "no"])
def test_fresh_asks_and_takes_only_yes_for_yes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    put(tmp_path)
    before = left(tmp_path)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    with pytest.raises(SystemExit, match="Nothing was changed"):
        demo._wipe(tmp_path, own_database=False, sure=False)
    assert left(tmp_path) == before
    monkeypatch.setattr("builtins.input", lambda question: "Yes ")
    demo._wipe(tmp_path, own_database=False, sure=False)
    assert left(tmp_path) == ["other/kept", "secret-key", "test/kept"]


def test_fresh_never_touches_a_database_of_your_own(tmp_path: Path) -> None:
    put(tmp_path)
    before = left(tmp_path)
    with pytest.raises(SystemExit, match="does not empty a database of your own"):
        demo._wipe(tmp_path, own_database=True, sure=True)
    assert left(tmp_path) == before
