"""What allauth asks of us: how its mail leaves, in whose words, and where people land."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.people import notices
from forebild.people.models import Person
from forebild.shared.outbox.services import queue
from forebild.shared.urls import site_url

# allauth's names for what happened, in our words
_CHANGES = {
    "mfa/email/totp_activated": _("An authenticator app was added."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Every mail of allauth's becomes one of our notices, in the outbox."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the notice that `template_prefix` stands for."""
        person = Person.objects.known_as(email)
        if template_prefix == "account/email/login_code":
            values = {"code": context["code"], "minutes": "10"}
            self._queue(notices.SIGN_IN_CODE, person, values)
        elif template_prefix in _CHANGES:
            self._queue(
                notices.SECOND_FACTOR_CHANGED,
                person,
                {"change": str(_CHANGES[template_prefix]), "link": site_url("mfa_index", person.language)},
            )
        else:
            raise RuntimeError(f"allauth wants to send {template_prefix}, which no notice stands for")

    def _queue(self, notice: Any, person: Person, values: dict[str, str]) -> None:
        moment = timezone.now().isoformat()
        with transaction.atomic():
            queue(notice=notice, to=person, values=values, key=f"{notice.kind}:{person.public_id}:{moment}")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """There is no sign-up of its own: the first code that is confirmed makes the account."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Notices about second factors go the same way as the codes."""
