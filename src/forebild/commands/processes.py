"""The processes of the demo: started, watched, started again, stopped together."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

_WINDOWS = sys.platform == "win32"
_SECONDS_TO_END = 20
_TOO_MANY_DEATHS = 5


class Processes:
    """`forebild` commands that run beside each other; at the end of the `with` none is left.

    Each is in a session of its own, so that Ctrl-C reaches us alone and we stop them in order. Each reads
    from us a standard input that never comes: it closes when we die, and then they end by themselves.
    """

    def __init__(self, log_dir: Path, program: tuple[str, ...] = (sys.executable, "-m", "forebild")) -> None:
        self.log_dir = log_dir
        self._program = program
        self._running: dict[tuple[str, ...], subprocess.Popen[bytes]] = {}
        self._deaths: dict[tuple[str, ...], int] = {}

    def __enter__(self) -> Self:
        self.log_dir.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, *command: str) -> None:
        """Start `forebild COMMAND`; what it says goes to its log."""
        with (self.log_dir / f"{command[0]}.log").open("ab") as log:
            self._running[command] = subprocess.Popen(  # noqa: S603 our own commands
                [*self._program, *command, "--with-parent"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=not _WINDOWS,
            )

    def watch(self) -> None:
        """Look after the processes until somebody interrupts us."""
        while True:
            self.look_after()
            time.sleep(0.5)

    def look_after(self) -> None:
        """Start again whoever has died. Raises SystemExit when one dies again and again."""
        for command, process in list(self._running.items()):
            if process.poll() is None:
                continue
            _bury(process)
            self._deaths[command] = self._deaths.get(command, 0) + 1
            log = self.log_dir / f"{command[0]}.log"
            if self._deaths[command] > _TOO_MANY_DEATHS:
                raise SystemExit(
                    f"`forebild {command[0]}` ends again and again. Its last words:\n{_tail(log)}"
                )
            print(
                f"`forebild {command[0]}` ended ({process.returncode}); starting it again. See {log}.",
                flush=True,
            )
            time.sleep(0.2 * self._deaths[command])
            self.start(*command)

    def stop(self) -> None:
        """Ask all to end, then wait; whoever is too slow is killed."""
        for process in self._running.values():
            process.terminate()
        until = time.monotonic() + _SECONDS_TO_END
        for process in self._running.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
            _bury(process)
        self._running.clear()


def _bury(process: subprocess.Popen[bytes]) -> None:
    """End what a process has started and not ended itself: it would hold its port. Then let go of it."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]


def free_port(wanted: int) -> int:
    """`wanted` if nobody listens there, else a port that the system picks."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            if not _WINDOWS:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise SystemExit("This machine has no free port.")


def answer_of(port: int, path: str) -> int | None:
    """The status of a page on this machine; None when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
