"""`forebild migrate`: bring database and static files up to this version of the program."""

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

from forebild.commands.ready import get_ready


def main(argv: Sequence[str]) -> int:
    """Migrate and collect; both may be done again at any time."""
    argparse.ArgumentParser("forebild migrate", description=__doc__).parse_args(argv)
    get_ready()
    migrate()
    return 0


def migrate() -> None:
    """Apply the migrations that are missing; collect the static files if any has changed.

    What the search looks up is made anew where this version stores it otherwise.
    """
    from django.conf import settings
    from django.core.management import call_command

    from forebild.library.search.services import rebuild_outdated

    call_command("migrate", interactive=False, verbosity=0)
    rebuild_outdated()
    stamp, now = Path(settings.STATIC_ROOT) / ".collected", _static_digest()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(now)


def _static_digest() -> str:
    """Changes when a static file comes, goes or changes, told by size and time: to read all takes longer."""
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            seen.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return seen.hexdigest()
