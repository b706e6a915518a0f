from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from forebild.shared.audit.words import name_actions


class OutboxConfig(AppConfig):
    name = "forebild.shared.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Read every app's declared notices, and say what the office's actions are called in the log."""
        autodiscover_modules("notices")
        name_actions(
            {
                "outbox.message.resent": _("A letter was sent again"),
                "outbox.message.given_up": _("A letter was given up"),
                "outbox.message.stopped": _("A letter was stopped"),
                "outbox.batch.stopped": _("A batch of letters was stopped"),
                "outbox.batch.released": _("A batch of letters was sent before its time"),
                "outbox.text.edited": _("The text of a letter was changed"),
                "outbox.text.restored": _("The original text of a letter was brought back"),
            }
        )
