"""One rule per permission, and what the two without a room answer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from forebild.shared import permissions
from forebild.shared.errors import NotAllowed
from forebild.shared.permissions import Answer, Permission, demand, may, no, rule, yes


def test_a_permission_has_one_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "RULES", {})

    @rule(Permission.ENTRY_READ)
    def can_read(actor: Any, subject: object | None = None) -> Answer:
        return yes() if subject == "own" else no(f"{actor} may not")

    assert may("Eva", Permission.ENTRY_READ, "own") == Answer(True, "")
    assert may("Eva", Permission.ENTRY_READ) == Answer(False, "Eva may not")
    demand("Eva", Permission.ENTRY_READ, "own")
    with pytest.raises(NotAllowed, match="Eva may not"):
        demand("Eva", Permission.ENTRY_READ, "other")
    with pytest.raises(RuntimeError, match=r"competition\.entry\.read has two rules"):
        rule(Permission.ENTRY_READ)(can_read)


def test_what_everybody_may_and_what_only_the_signed_in_may() -> None:
    somebody, nobody = SimpleNamespace(is_authenticated=True), AnonymousUser()
    assert may(nobody, Permission.PUBLIC).allowed
    assert may(somebody, Permission.SIGNED_IN).allowed
    assert not may(nobody, Permission.SIGNED_IN).allowed
