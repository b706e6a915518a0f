"""The `forebild` command of an installation: `forebild serve`, `forebild work`, …

Each command is a module in `forebild.commands` with `main(argv) -> int`; it is imported only when asked for.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "demo": ("forebild.commands.demo", "everything at once, with the sample programme; Ctrl-C stops it"),
    "migrate": ("forebild.commands.migrate", "bring database and static files up to this version"),
    "begin": ("forebild.commands.begin", "the programme and its lead, in an empty installation"),
    "serve": ("forebild.commands.serve", "the web server"),
    "work": ("forebild.commands.work", "the worker: mail and everything else that happens in the background"),
    "mailbox": ("forebild.commands.mailbox", "a mail server that delivers nowhere, for trying things out"),
    "check-invariants": ("forebild.commands.check_invariants", "what must always hold of the stored data"),
    "verify-audit": ("forebild.commands.verify_audit", "whether the audit log is whole and unchanged"),
    "search-index": ("forebild.commands.search_index", "the search's index, anew from what is published"),
    "reset-second-factor": ("forebild.commands.reset_second_factor", "for somebody who has lost it"),
    "engine": ("forebild.engine.cli", "solve a problem from a file, without a database"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the first word names; the exit code is 2 for a word that names none."""
    name, *rest = sys.argv[1:] if argv is None else argv or ["help"]
    if name in ("help", "--help", "-h"):
        print(overview())
        return 0
    if name not in COMMANDS:
        print(f"There is no command {name!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    # Matrix arithmetic in one thread: several wait for each other as soon as anything else runs beside them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    result: int = import_module(COMMANDS[name][0]).main(rest)
    return result


def overview() -> str:
    """All commands, a line each."""
    lines = [f"  forebild {name:20}{sentence}" for name, (_module, sentence) in COMMANDS.items()]
    return "\n".join(["Förebild. Commands (each knows --help):", *lines])


if __name__ == "__main__":
    raise SystemExit(main())
