"""The words of the consent to be handed on to an adviser. Another wording is another version."""

from __future__ import annotations

VERSION = 1
_WORDS = {
    "sv": (
        "Jag samtycker till att kansliet lämnar mitt namn, min e-postadress, mitt företag och det jag har "
        "skrivit här till en rådgivare som kan hjälpa oss, och att rådgivaren berättar för kansliet vad det "
        "ledde till. Jag kan ta tillbaka samtycket när jag vill."
    ),
    "en": (
        "I agree that the office hands my name, my e-mail address, my company and what I have written here "
        "to an adviser who can help us, and that the adviser tells the office what came of it. I can take "
        "this back whenever I want."
    ),
}


def consent_words(language: str) -> str:
    """What one agrees to, in that language."""
    return _WORDS["en" if language.startswith("en") else "sv"]
