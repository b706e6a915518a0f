"""`forebild demo`: everything on this machine, with the sample programme, to try it out; Ctrl-C stops it.

1. One at a time: a second start says where the first one is.
2. The database (embedded unless DATABASE_URL is set), migrations, static files, the sample programme.
3. Web server, worker and mailbox, each a process of its own, started again when it dies.
4. When the home page answers: where to look, and a sign-in link for each role.
5. At the end everything is stopped, the embedded database last.
"""

import argparse
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import LazySettings, settings

from forebild.commands.processes import Processes, answer_of, free_port
from forebild.commands.ready import get_ready, require_home

# The key stays: the settings of this process have read it already.
_WIPED = ("postgres", "files", "mailbox", "static", "log")
_PATIENCE = 60  # seconds until the home page must have answered


def main(argv: Sequence[str]) -> int:
    """Start, wait, show, watch, stop."""
    options = _parser().parse_args(argv)
    require_home()
    port, mail_port = free_port(options.port), free_port(8025)
    settings = _settings(port, mail_port)
    home, own_database = Path(settings.HOME_DIR), bool(settings.DATABASE_URL)
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, _end)
    with _alone(home, settings.SITE_URL):
        if options.fresh:
            _wipe(home, own_database, sure=options.yes)
        if port != options.port:
            print(f"Port {options.port} is taken; using {port}.")
        try:
            _run(home, port, mail_port)
        except KeyboardInterrupt:
            print("\nStopping …", flush=True)
        finally:
            _stop_database(home, own_database)
    return 0


def _settings(port: int, mail_port: int) -> LazySettings:
    """The demo's settings; the processes that we start read them from the same environment."""
    os.environ |= {
        "FOREBILD_DEMO": "1",
        "FOREBILD_SITE_URL": f"http://localhost:{port}",
        "FOREBILD_SMTP_HOST": "127.0.0.1",
        "FOREBILD_SMTP_PORT": str(mail_port),
    }
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebild.config.settings")
    return settings


def _run(home: Path, port: int, mail_port: int) -> None:
    began = time.monotonic()
    _prepare()
    with Processes(home / "log") as processes:
        _start_all(processes, port, mail_port)
        _wait_for_home_page(processes, port)
        _show(home, time.monotonic() - began)
        processes.watch()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("forebild demo", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--port", type=int, default=8000, help="port of the web server (8000, else a free one)"
    )
    parser.add_argument("--fresh", action="store_true", help="throw all data away first, and begin again")
    parser.add_argument("--yes", action="store_true", help="do not ask whether --fresh is meant")
    return parser


def _end(*_signal: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def _alone(home: Path, address: str) -> Iterator[None]:
    """Hold the lock of this home, which ends with our process however that ends."""
    import fasteners  # the embedded server's wheel brings it

    home.mkdir(parents=True, exist_ok=True)
    lock, note = fasteners.InterProcessLock(home / "demo.lock"), home / "demo.address"
    if not lock.acquire(blocking=False):
        raise SystemExit(f"It already runs, at {note.read_text() if note.exists() else 'another port'}.")
    try:
        note.write_text(address)
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _wipe(home: Path, own_database: bool, *, sure: bool) -> None:
    """Throw the home's data away, after asking. Tests keep theirs; a database of your own is not touched."""
    from forebild.shared import postgres

    if own_database:
        raise SystemExit("--fresh does not empty a database of your own (DATABASE_URL is set).")
    if not sure and input(f"Throw away all data in {home}? Write yes: ").strip().lower() != "yes":
        raise SystemExit("Nothing was changed.")
    postgres.stop(home)
    for name in _WIPED:
        place = home / name
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)


def _prepare() -> None:
    _step("Starting the database", get_ready)
    from forebild.commands.migrate import migrate

    _step("Bringing database and static files up to date", migrate)
    from django.core.management import call_command, get_commands

    from forebild.people.models import Person

    if "build_sample" in get_commands() and not Person.objects.exists():
        _step("Building the sample programme", lambda: call_command("build_sample"))


def _step(sentence: str, do: Callable[[], object]) -> None:
    """Say what is going on, then how long it took."""
    began = time.monotonic()
    print(f"{sentence} …", end="", flush=True)
    do()
    print(f" {time.monotonic() - began:.1f} s", flush=True)


def _start_all(processes: Processes, port: int, mail_port: int) -> None:
    """The servers; their words go to log/, one file each."""
    processes.start("mailbox", "--port", str(mail_port))
    processes.start("serve", "--port", str(port), "--workers", "1")
    processes.start("work")


def _wait_for_home_page(processes: Processes, port: int) -> None:
    """The health page first, which needs no more than the database; then the home page, which warms it."""
    until = time.monotonic() + _PATIENCE
    while answer_of(port, "/halsa/") != 200:
        processes.look_after()
        if time.monotonic() > until:
            raise SystemExit(f"The web server does not answer; see {processes.log_dir / 'serve.log'}.")
        time.sleep(0.1)
    if (status := answer_of(port, "/")) != 200:
        print(f"The home page answers with {status}.")


def _show(home: Path, seconds: float) -> None:
    from django.core.management import call_command, get_commands

    print(f"\nFörebild runs after {seconds:.0f} s:  {settings.SITE_URL}/\n", flush=True)
    if "demo_links" in get_commands():
        call_command("demo_links")
    print(f"Logs are in {home / 'log'}. Ctrl-C stops everything.", flush=True)


def _stop_database(home: Path, own_database: bool) -> None:
    from forebild.shared import postgres

    if not own_database:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C would leave it running
        postgres.stop(home)
    print("Stopped.", flush=True)
