"""A process in the product's own surroundings: for what a journey need not show, and for what is stored.

    with Beside(product, "tests.journeys.jury_world") as beside:
        links = beside("build")                                    # a function of the module
        assert beside("count", "jury.Review", state="void") == 1   # or one of those here

Values go there and back as JSON, a line each. It starts once; `product.shell` starts anew for each call.
"""

from __future__ import annotations

import json
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib import import_module
from types import TracebackType
from typing import Any, Self

from tests.journeys.conftest import ROOT, Product


class Beside:
    """Calls functions there by their name; what one raises is raised here, with its traceback as text."""

    def __init__(self, product: Product, module: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.beside", module],
            env=product.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, name: str, *values: Any, **named: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([name, values, named]), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        assert "fault" not in answer, answer["fault"]
        return answer["value"]

    def shell(self, code: str) -> None:
        """As `Product.shell`, at once."""
        self("run", code)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, where: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=30)


def count(model: str, **sought: Any) -> int:
    """How many rows of a model (app.Model) are so."""
    from django.apps import apps

    return int(apps.get_model(model)._default_manager.filter(**sought).count())


def run(code: str) -> None:
    """Run Python."""
    exec(code, {})  # noqa: S102 our own words


def main(module: str) -> None:
    """Answer line by line, until there are no more."""
    import django

    django.setup()
    functions = {"count": count, "run": run, **vars(import_module(module))}
    for line in sys.stdin:
        name, values, named = json.loads(line)
        with redirect_stdout(sys.stderr):
            answer = _answer(functions[name], values, named)
        print(json.dumps(answer), flush=True)


def _answer(function: Callable[..., Any], values: list[Any], named: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"value": function(*values, **named)}
    except Exception:  # whatever it is, the one who asked is to read it
        return {"fault": traceback.format_exc()}


if __name__ == "__main__":
    main(sys.argv[1])
