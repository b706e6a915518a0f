"""Reading what a command is given: a file, or - for standard input; one error for all that may be wrong."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from forebild.engine.errors import BadProblem

OK, BAD_INPUT, NO_ANSWER = 0, 2, 3


def text_of(name: str) -> str:
    """The file's text. Raises BadProblem when there is none."""
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except OSError as wrong:
        raise BadProblem("file", str(wrong.strerror)) from wrong
    except UnicodeDecodeError as wrong:
        raise BadProblem(f"byte {wrong.start}", "the file is not UTF-8 text") from wrong


def lines_of(name: str) -> list[str]:
    """The file's lines, with their ends."""
    return text_of(name).splitlines(keepends=True)


def json_of(name: str) -> Any:
    """The JSON in the file."""
    try:
        return json.loads(text_of(name))
    except json.JSONDecodeError as wrong:
        raise BadProblem(f"line {wrong.lineno} column {wrong.colno}", wrong.msg) from wrong
    except RecursionError as wrong:
        raise BadProblem("file", "nested too deeply") from wrong
