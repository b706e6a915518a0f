"""What many tables share: an address that cannot be guessed, a text in two languages, a Swedish order."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language

_ALPHABET = b"0123456789abcdefghjkmnpqrstvwxyz"  # no i l o u: nothing to misread aloud
_LETTERS = _ALPHABET * 8  # one for each byte; 32 divides 256, so that all are equally likely


def new_public_id() -> str:
    """26 characters, 130 bits of chance: an address that tells nothing and cannot be guessed."""
    return secrets.token_bytes(26).translate(_LETTERS).decode()


class PublicIdModel(models.Model):
    """A row that is shown in addresses by `public_id`, never by its key (which would count rows)."""

    public_id = models.CharField(max_length=26, unique=True, editable=False, default=new_public_id)

    class Meta:
        abstract = True


class InLanguage:
    """`name = InLanguage()` reads `name_sv` or `name_en`, whichever the page is in.

    A missing English text falls back to the Swedish one: better another language than a hole.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.field = name

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        return in_language(row, self.field, get_language() or "sv")


def in_language(row: Any, field: str, language: str) -> str:
    """The text of `field` in `language` ("sv" or "en"), else in the other."""
    order = ("en", "sv") if language.startswith("en") else ("sv", "en")
    return next((text for code in order if (text := getattr(row, f"{field}_{code}"))), "")


def text_in(fields: Mapping[str, Any], name: str, language: str) -> str:
    """As `in_language`, of a document's fields: `name_sv` or `name_en`."""
    return str(fields.get(f"{name}_{language_of(fields, name, language)}") or "")


def language_of(fields: Mapping[str, Any], name: str, language: str) -> str:
    """The language that `text_in` finds a text in: the one wished for, else the other."""
    wished, other = ("en", "sv") if language.startswith("en") else ("sv", "en")
    return wished if fields.get(f"{name}_{wished}") or not fields.get(f"{name}_{other}") else other


def swedish_order(text: str) -> str:
    """A key that sorts Swedish by plain code points: å ä ö after z, é with e, letter case ignored.

    The embedded PostgreSQL has no Swedish collation, so the key is stored beside the name.
    """
    folded = text.casefold().translate(_FOLD)
    return folded.translate(_AFTER_Z)[:200]


_FOLD = str.maketrans("éèêëáàâüúùûíìîñçóòôæø", "eeeeaaayuuuiiincooo" + "äö")
_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
