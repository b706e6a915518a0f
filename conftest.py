"""For all tests: what Django remembers of a setting is forgotten when a test changes the setting."""

from django.test.signals import setting_changed
from django.urls import clear_url_caches


def addresses_follow_the_language(*, setting: str, **_signal: object) -> None:
    """Which language has no prefix is remembered with the addresses."""
    if setting == "LANGUAGE_CODE":
        clear_url_caches()


setting_changed.connect(addresses_follow_the_language)
