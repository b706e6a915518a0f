"""What a flood is slowed down by: where something came from, kept as a digest that is another each day."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from django.conf import settings


def source_of(purpose: str, address: str, at: datetime) -> str:
    """A digest of a network address: enough to count by, and no more. "" where none is known."""
    if not address:
        return ""
    text = f"{purpose}:{at:%Y-%m-%d}:{address}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
