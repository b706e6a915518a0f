"""By what colleagues are counted together: the organisation where it is known, else its plain name."""

from __future__ import annotations

import re
import unicodedata

from forebild.people.models import Organisation

_FORMS = {
    "ab",
    "aktiebolag",
    "aktiebolaget",
    "hb",
    "kb",
    "ltd",
    "limited",
    "inc",
    "gmbh",
    "oy",
    "as",
    "aps",
    "publ",
    "the",
}


def company_key(organisation: Organisation | None, name: str) -> str:
    """A text that is the same for two who come from the same organisation; "" for whoever comes alone."""
    return f"organisation:{organisation.pk}" if organisation else plain_name(name)


def plain_name(name: str) -> str:
    """The name as one would say it: no legal form, no signs, no capitals, accents aside (å ä ö stay)."""
    words = re.findall(r"[\w&]+", unicodedata.normalize("NFC", name).casefold())
    kept = [word for word in words if word not in _FORMS] or words
    return " ".join(kept)[:200]
