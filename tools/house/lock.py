"""The lock holds versions and hashes, and nothing about the machine on which it was made."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

_PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;\\]+)", re.MULTILINE)
_FOREIGN = re.compile(r"https?://|file:|^\s*-|\s@\s|(?<![\w.])/(?:\w)", re.MULTILINE)


def pins(text: str) -> set[tuple[str, str]]:
    """(name, version) of every package in a lock; one package may have two, for two kinds of machine."""
    return {(found["name"], found["version"]) for found in _PIN.finditer(text)}


def lock_is_portable(folder: Path) -> Iterator[str]:
    """No address, no path, no option; and each package has a hash."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for entry in re.split(r"\n(?=\S)", text.strip()):
            head, *hashes = [line.strip().rstrip("\\").strip() for line in entry.splitlines()]
            if _FOREIGN.search(head) or not _PIN.match(head):
                yield f"{path.name}: not a plain pin: {head}"
            if not hashes or not all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes):
                yield f"{path.name}: no proper hash: {head}"


def lock_is_complete(folder: Path, project: Path) -> Iterator[str]:
    """Each dependency of pyproject.toml is locked, and `dev` holds all of `runtime` in the same version."""
    runtime, dev = (pins((folder / f"{name}.txt").read_text(encoding="utf-8")) for name in ("runtime", "dev"))
    for name, version in sorted(runtime - dev):
        yield f"{name}=={version} is in runtime.txt but not in dev.txt"
    settings = tomllib.loads(project.read_text(encoding="utf-8"))
    for named, locked in (
        (settings["project"]["dependencies"], runtime),
        (settings["dependency-groups"]["dev"], dev),
    ):
        for requirement in named:
            name = re.split(r"[\s\[<>=~!;]", requirement, maxsplit=1)[0].lower()
            if name not in {each for each, _version in locked}:
                yield f"{name} is in pyproject.toml but not locked; run ./run lock"
