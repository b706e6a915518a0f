"""What happens here when somebody has set up a second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from forebild.people.models import Person


@receiver(authenticator_added, dispatch_uid="people_shown_by_setting_up")
def count_as_shown(request: HttpRequest, user: Person, authenticator: Authenticator, **_rest: Any) -> None:
    """Whoever has just set it up has just shown it: the recovery codes follow without asking once more."""
    record_authentication(request, user, "mfa", type=authenticator.type, reauthenticated=True)
