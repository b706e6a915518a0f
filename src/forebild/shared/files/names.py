"""A file's name as somebody else chose it, made harmless and still recognisable."""

import re
import unicodedata

_MOST_CHARACTERS = 100
_UNSAFE = re.compile(r'[<>:"|?*;%\\/]')


def clean_name(name: str) -> str:
    """The last part of `name` without control, direction or invisible characters, at most 100 long.

    Never empty, never beginning with a dot; the extension survives the shortening.
    """
    last = re.split(r"[\\/]", name)[-1]
    shown = "".join(char for char in unicodedata.normalize("NFC", last) if _is_visible(char))
    safe = " ".join(_UNSAFE.sub("_", shown).split()).strip(". ") or "file"
    stem, dot, extension = safe.rpartition(".")
    if not dot or len(extension) > 10:
        return safe[:_MOST_CHARACTERS]
    return f"{stem[: _MOST_CHARACTERS - len(extension) - 1].rstrip('. ')}.{extension}"


def extension_of(name: str) -> str:
    """What stands after the last dot, in small letters; nothing where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _is_visible(char: str) -> bool:
    """Letters, marks, numbers, signs, spaces; not control, format (bidi, zero width) or half characters."""
    category = unicodedata.category(char)
    return category[0] != "C" and category not in {"Zl", "Zp"}
