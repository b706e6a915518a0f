"""The look is tested by itself: its own addresses, and no other app's share of the frame."""

from typing import Any

import pytest

from forebild.shared.ui import context
from forebild.shared.ui.tests.urls import Document


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "shared/ui/tests" in str(item.path):
            item.add_marker(pytest.mark.urls("forebild.shared.ui.tests.urls"))


@pytest.fixture(autouse=True)
def own_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "_parts", [])


@pytest.fixture
def full_frame() -> None:
    """A frame with something in every place."""

    @context.frame_part
    def everything(request: Any) -> dict[str, object]:
        return {
            "programme_name": "Smart industri",
            "programme_tagline": "En årlig tävling.",
            "navigation": [
                {"label": "Tävlingen", "href": "/komponenter/"},
                {"label": "Start", "href": "/start/"},
            ],
            "account_links": [{"label": "Logga in", "href": "/logga-in/", "icon": "log-in"}],
            "sign_out_url": "/konto/logout/",
            "contact_url": "/kontakt/",
            "accessibility_url": "/tillganglighet/",
            "press_url": "/press/",
            "footer_links": [{"label": "Regler", "href": "/regler/"}],
            "sample": True,
        }


@pytest.fixture
def document() -> type[Document]:
    """The other end of autosave, as new."""
    Document.requests, Document.answers, Document.revision, Document.stored = [], [], 1, {}
    Document.waiting = 0
    return Document
