"""Processes are started again when they die, given up when they go on dying, and all stopped at the end."""

import http.server
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from forebild.commands import processes as module
from forebild.commands.processes import Processes, answer_of, free_port

# Each script writes its number and its child's into a file named after its first word, then goes on.
HEAD = """
import os, signal, subprocess, sys, time
child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])
with open(sys.argv[1] + '.numbers', 'a') as numbers:
    numbers.write(f'{os.getpid()} {child.pid}\\n')
"""
STAYS = HEAD + "time.sleep(60)"
STUBBORN = HEAD + "signal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)"
DIES = "print('these are my last words')"


def made(tmp_path: Path, script: str) -> Processes:
    return Processes(tmp_path / "log", (sys.executable, "-c", script))


def numbers(tmp_path: Path, times: int) -> list[int]:
    """All numbers in the file, once the script has been started so many times."""
    place = tmp_path / "one.numbers"
    until = time.monotonic() + 20
    while not place.exists() or place.read_text().count("\n") < times:
        assert time.monotonic() < until
        time.sleep(0.02)
    return [int(word) for word in place.read_text().split()]


def is_alive(number: int) -> bool:
    stat = Path(f"/proc/{number}/stat")
    if stat.parent.parent.is_dir() and Path("/proc/self").exists():
        return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_one_that_is_killed_is_started_again_and_its_children_ended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with made(tmp_path, STAYS) as processes:
        processes.start(str(tmp_path / "one"))
        server, child = numbers(tmp_path, 1)
        processes.look_after()
        assert numbers(tmp_path, 1) == [server, child]
        os.kill(server, signal.SIGKILL)
        wait_until(lambda: not is_alive(server))
        assert is_alive(child)
        wait_until(lambda: (processes.look_after(), len(numbers(tmp_path, 1)) == 4)[1])
        wait_until(lambda: not is_alive(child))
        assert "ended (-9); starting it again" in capsys.readouterr().out
        everything = numbers(tmp_path, 2)
    wait_until(lambda: not any(map(is_alive, everything)))


def test_one_that_does_not_heed_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_TO_END", 0.3)
    with made(tmp_path, STUBBORN) as processes:
        processes.start(str(tmp_path / "one"))
        both = numbers(tmp_path, 1)
        time.sleep(0.3)
    wait_until(lambda: not any(map(is_alive, both)))


def test_one_that_goes_on_dying_is_given_up_with_its_last_words(tmp_path: Path) -> None:
    with made(tmp_path, DIES) as processes:
        processes.start("one")
        words = r"ends again and again. Its last words:\n(these are my last words\n)+"
        with pytest.raises(SystemExit, match=words):
            wait_until(lambda: bool(processes.look_after()))


def test_watching_ends_only_by_interruption(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    def look(self: Processes) -> None:
        looks.append(1)
        if len(looks) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Processes, "look_after", look)
    with made(tmp_path, DIES) as processes, pytest.raises(KeyboardInterrupt):
        processes.watch()
    assert len(looks) == 2


def test_a_port_that_is_taken_is_left_for_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        other = free_port(port)
        assert other not in (0, port)
    assert free_port(port) == port


def test_a_machine_without_a_free_port_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, address: object) -> None:
        raise OSError

    monkeypatch.setattr(module.socket.socket, "bind", refuse)
    with pytest.raises(SystemExit, match="no free port"):
        free_port(8000)


def test_the_answer_of_a_page_is_its_status() -> None:
    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(204 if self.headers["Host"].startswith("localhost:") else 400)
            self.end_headers()

        def log_message(self, *words: object) -> None: ...

    with http.server.HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert answer_of(server.server_port, "/") == 204
        server.shutdown()
    assert answer_of(server.server_port, "/") is None
