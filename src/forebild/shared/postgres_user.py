"""Who the embedded PostgreSQL runs as.

An ordinary user runs it as themselves. Root may not (PostgreSQL refuses), so root has it run by the user
`nobody`. Where a closed folder (such as /root, mode 700) lies between `nobody` and the files, the server
is given one single right more: to read past closed folders, and where root itself lacks that right (in
most containers), the right to pass file permissions. Only root reaches a server in a closed folder.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

if sys.platform != "win32":
    import pwd

_RIGHTS = ("dac_read_search", "dac_override")  # the smaller one first


class Way(NamedTuple):
    """How to run a command as the server's user: words before it, and options for subprocess.run."""

    words: Sequence[str] = ()
    options: dict[str, int | Sequence[int]] = {}


def make_folder(place: Path) -> None:
    """Make a folder that the server's user alone may enter.

    Raises RuntimeError when somebody else owns it: in a shared folder they could pose as the server.
    """
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform == "win32":  # pragma: no cover
        return
    found, owner = place.lstat(), _server_user() or (os.geteuid(), os.getegid())
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), owner[0]):
        raise RuntimeError(
            f"{place} belongs to somebody else; remove it, or set TMPDIR to a folder of your own."
        )
    if (found.st_uid, found.st_gid) != owner and os.geteuid() == 0:
        os.chown(place, *owner, follow_symlinks=False)
    place.chmod(0o700)


def way_to_run(home: Path, program: Path) -> Way:
    """How to run the server's programs, `program` being one of them; an ordinary user just runs them.

    Raises RuntimeError, with what to do, when we are root and `nobody` cannot reach `home` or `program`.
    """
    user = _server_user()
    return _first_way(home, program, *user) if user else Way()


@cache
def _first_way(home: Path, program: Path, uid: int, gid: int) -> Way:
    for way in _ways(uid, gid, open_to_all=_open_to_all(home)):
        if _works(way, program):
            return way
    raise RuntimeError(
        f"PostgreSQL does not run as root, and the user nobody cannot reach {home} or {program.parent}. "
        "Move the folder to where everybody may read it (such as /srv), run it as an ordinary user, "
        "or set DATABASE_URL to a server of your own."
    )


def _ways(uid: int, gid: int, *, open_to_all: bool) -> list[Way]:
    plainly = [Way(options={"user": uid, "group": gid, "extra_groups": []})] if open_to_all else []
    return plainly + [Way(words=_with_right(right, uid, gid)) for right in _RIGHTS]


def _with_right(right: str, uid: int, gid: int) -> list[str]:
    """Become the user but keep one of root's rights, which the command's own children keep too."""
    rights = [f"--inh-caps=-all,+{right}", f"--ambient-caps=-all,+{right}"]
    # The kernel's access() would still ask without that right; no_setuid_fixup lets it count there too.
    become = [f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--securebits=+no_setuid_fixup"]
    return ["setpriv", *become, *rights, "--"]


def _works(way: Way, program: Path) -> bool:
    try:
        done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603 our own words only
            [*way.words, str(program), "--version"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            check=False,
            cwd="/",
            **way.options,
        )
    except OSError:  # nobody may not run it, or this system has no setpriv
        return False
    return bool(done.returncode == 0)


def _open_to_all(folder: Path) -> bool:
    """Whether everybody may walk through all folders above `folder`/postgres."""
    return all(place.stat().st_mode & stat.S_IXOTH for place in (folder, *folder.parents))


def _server_user() -> tuple[int, int] | None:
    """The user and group to become; None where we may stay who we are."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid
