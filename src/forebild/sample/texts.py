"""Reading the sample programme's content, which is plain TOML and Markdown beside this file."""

import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

CONTENT = Path(__file__).parent / "content"
DOMAIN_OF_ALL = "example"  # RFC 2606: never to be registered, so that no mail can reach anybody


class Text(NamedTuple):
    """The same words in Swedish and English; `en` is empty where there is no translation."""

    sv: str
    en: str = ""

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Text":
        """From a table with the keys sv and en."""
        return cls(str(value.get("sv", "")).strip(), str(value.get("en", "")).strip())


NOTHING = Text("")


def read(name: str) -> dict[str, Any]:
    """The table in `content/<name>.toml`.

    Raises FileNotFoundError, or TOMLDecodeError with line and column.
    """
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def plain(words: str) -> str:
    """Letters a–z, digits and hyphens only: 'Näverholms Såg & Hyvel' → 'naverholms-sag-hyvel'."""
    letters = words.replace("ł", "l").replace("ı", "i").replace("đ", "d").replace("Ł", "L")
    ascii_only = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    kept = "".join(sign if sign.isalnum() else " " for sign in ascii_only.lower())
    return "-".join(kept.split())
