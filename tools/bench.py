"""`./run bench [NAME [ARGS]]`: run benchmarks/NAME.py; without a name, say which there are."""

import ast
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
FOLDER = PROJECT / "benchmarks"


def main(words: list[str], folder: Path = FOLDER) -> int:
    """List, or run one; 2 for a name that there is not."""
    there = {path.stem: path for path in sorted(folder.glob("*.py")) if not path.stem.startswith("_")}
    if not words:
        print(
            "\n".join(f"  {name:20}{_sentence(path)}" for name, path in there.items())
            or "There are none yet."
        )
        return 0
    if words[0] not in there:
        print(
            f"There is no benchmark {words[0]!r}. There are: {', '.join(there) or 'none'}.", file=sys.stderr
        )
        return 2
    paths = os.pathsep.join([str(PROJECT / "src"), str(PROJECT)])
    env = {"OPENBLAS_NUM_THREADS": "1", **os.environ, "PYTHONPATH": paths}  # as `forebild` runs, see __main__
    command = [sys.executable, str(there[words[0]]), *words[1:]]
    return subprocess.call(command, cwd=PROJECT, env=env)


def _sentence(path: Path) -> str:
    """The first line of a benchmark's docstring."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
