"""The gallery's messages: each page that says no, stops or waits, and what it is told to say."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import pgettext

MESSAGES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "400": ("400.html", dict),
    "403": ("403.html", dict),
    "404": ("404.html", dict),
    "409": ("409.html", dict),
    "429": ("429.html", dict),
    "500": ("500.html", dict),
    "503": ("503.html", dict),
    "csrf": ("ui/csrf_failure.html", dict),
    "refused": (
        "ui/refused.html",
        lambda: {"reason": pgettext("gallery", "The call closed on 3 March. Drafts can no longer be sent.")},
    ),
    "confirm": (
        "ui/confirm.html",
        lambda: {
            "question": pgettext("gallery", "Send the letters now?"),
            "text": pgettext("gallery", "They leave in ten minutes; until then you can stop them."),
            "consequences": [
                {"count": 3, "text": pgettext("gallery", "finalists are told that they are finalists")},
                {"count": 109, "text": pgettext("gallery", "companies are told that they are not")},
                {"count": 1, "text": pgettext("gallery", "company has no address and gets no letter")},
            ],
            "button": pgettext("gallery", "Send 112 letters"),
            "cancel_href": "/komponenter/",
        },
    ),
    "confirm-danger": (
        "ui/confirm.html",
        lambda: {
            "question": pgettext("gallery", "Withdraw the entry?"),
            "text": pgettext("gallery", "It cannot be sent again after the call has closed."),
            "consequences": [{"count": 4, "text": pgettext("gallery", "jurors lose it from their lists")}],
            "button": pgettext("gallery", "Withdraw the entry"),
            "danger": True,
            "cancel_href": "/komponenter/",
        },
    ),
}
