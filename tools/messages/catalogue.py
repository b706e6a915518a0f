"""One app's Swedish catalogue: what the code says merged in, what is wrong with it named."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from tools.messages.extraction import Message, messages_of

HEADER = {
    "Project-Id-Version": "forebild",
    "Language": "sv",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
_TEMPLATES = {".html", ".txt", ".xml", ".svg"}
_NOT_SHOWN = {"tests", "migrations", "static"}
_SHARED_CATALOGUE = "shared/ui"


def catalogues(root: Path) -> dict[Path, set[Message]]:
    """Every catalogue's place, and the messages that belong in it.

    A file's texts go to the nearest folder above it that has a `locale`; an app that has none yet gets
    one, and what is shared or spans apps goes with the components.
    """
    found: dict[Path, set[Message]] = {}
    for path in sorted(root.rglob("*")):
        if _may_hold_texts(path.relative_to(root)):
            for message in messages_of(path):
                found.setdefault(_catalogue_of(path, root), set()).add(message)
    for path in root.rglob("locale/sv/LC_MESSAGES/django.po"):
        found.setdefault(path, set())
    return found


def _may_hold_texts(path: Path) -> bool:
    is_source = path.suffix == ".py" or (path.suffix in _TEMPLATES and "templates" in path.parts)
    return is_source and not _NOT_SHOWN & set(path.parts)


def _catalogue_of(path: Path, root: Path) -> Path:
    for folder in path.parents:
        if folder == root:
            break
        if (folder / "locale").is_dir():
            return folder / "locale/sv/LC_MESSAGES/django.po"
    top = path.relative_to(root).parts[0]
    is_app = (root / top / "apps.py").exists()
    return root / (top if is_app else _SHARED_CATALOGUE) / "locale/sv/LC_MESSAGES/django.po"


def merged(old: polib.POFile, messages: Iterable[Message]) -> polib.POFile:
    """The catalogue with exactly these messages, sorted; translations that exist are kept."""
    known = {_key(entry): entry for entry in old if not entry.obsolete}
    new = polib.POFile(wrapwidth=100)
    new.metadata = dict(HEADER)
    for message in sorted(messages):
        entry = known.get((message.text, message.context, message.plural)) or known.get(
            (message.text, message.context, ""), polib.POEntry()
        )
        new.append(_entry(message, entry))
    return new


def _entry(message: Message, old: polib.POEntry) -> polib.POEntry:
    is_format = any(sign.startswith("%") for sign in _PLACEHOLDER.findall(message.text + message.plural))
    entry = polib.POEntry(
        msgid=message.text,
        msgctxt=message.context or None,
        comment=old.comment,
        tcomment=old.tcomment,
        flags=["python-format"] if is_format else [],
    )
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = dict(old.msgstr_plural) or {0: old.msgstr, 1: ""}
    else:
        entry.msgstr = old.msgstr
    return entry


def read(path: Path) -> polib.POFile:
    """The catalogue as it stands; an empty one where there is none."""
    return polib.pofile(str(path), wrapwidth=100) if path.exists() else polib.POFile()


def write(path: Path, catalogue: polib.POFile) -> None:
    """Write text and compiled form."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(catalogue), encoding="utf-8")
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())


def problems(path: Path, messages: Iterable[Message]) -> Iterator[str]:
    """What is missing, left over, untranslated or wrongly filled in; and whether the compiled form agrees."""
    catalogue = read(path)
    wanted = {(each.text, each.context, each.plural) for each in messages}
    there = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    for text, *_rest in sorted(wanted - there.keys()):
        yield f"{path}: missing: {text!r}"
    for text, *_rest in sorted(there.keys() - wanted):
        yield f"{path}: no longer used: {text!r}"
    for entry in catalogue.obsolete_entries():
        yield f"{path}: obsolete: {entry.msgid!r}"
    for key in sorted(wanted & there.keys()):
        yield from (f"{path}: {trouble}: {key[0]!r}" for trouble in _translation_troubles(there[key]))
    if catalogue.metadata.get("Plural-Forms") != HEADER["Plural-Forms"] and wanted:
        yield f"{path}: not the Swedish rule for plurals"
    if not _compiled_agrees(path, catalogue):
        yield f"{path}: the compiled .mo is missing or another; run ./run messages"


def _translation_troubles(entry: polib.POEntry) -> Iterator[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        yield "fuzzy"
    if not all(texts) or (entry.msgid_plural and len(texts) != 2):
        yield "not translated"
        return
    known = set(_PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    for text in texts:
        if not set(_PLACEHOLDER.findall(text)) <= known:
            yield "a placeholder that the text does not have"
    if set(_PLACEHOLDER.findall(" ".join(texts))) != known:
        yield "a placeholder is lost"


def _compiled_agrees(path: Path, catalogue: polib.POFile) -> bool:
    compiled = path.with_suffix(".mo")
    return compiled.exists() and compiled.read_bytes() == catalogue.to_binary()


def disagreements(paths: Iterable[Path]) -> Iterator[str]:
    """The same text translated in two ways: Django would show one of them everywhere."""
    said: dict[tuple[str, str, str], tuple[str, Path]] = {}
    for path in sorted(paths):
        for entry in read(path):
            words = entry.msgstr or str(sorted(entry.msgstr_plural.items()))
            before = said.setdefault(_key(entry), (words, path))
            if before[0] != words:
                yield f"{path}: {entry.msgid!r} is translated otherwise in {before[1]}"


def _key(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgid, entry.msgctxt or "", entry.msgid_plural or ""
