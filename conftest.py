"""For all tests: what Django remembers of a setting is forgotten when a test changes the setting."""

import pytest
from django.test.signals import setting_changed
from django.urls import clear_url_caches


def addresses_follow_the_language(*, setting: str, **_signal: object) -> None:
    """Which language has no prefix is remembered with the addresses."""
    if setting == "LANGUAGE_CODE":
        clear_url_caches()


setting_changed.connect(addresses_follow_the_language)


@pytest.fixture
def plain_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages' frame without what the apps put into it: for rooms tested at addresses of their own."""
    monkeypatch.setattr("forebild.shared.ui.context._parts", [])
