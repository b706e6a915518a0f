from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoorConfig(AppConfig):
    name = "forebild.door"
    label = "door"

    def ready(self) -> None:
        """Stand beside the pages of events, hear their news, name the log's verbs."""
        from forebild.door import permissions, receivers  # noqa: F401 each registers itself
        from forebild.door.beside import for_office, for_own
        from forebild.events.beside import OFFICE, OWN, show_beside
        from forebild.shared.audit.words import name_actions

        show_beside(OWN, for_own)
        show_beside(OFFICE, for_office)
        name_actions(_ACTIONS)


_ACTIONS = {
    "door.door.opened": _("A door was opened for an event"),
    "door.door.closed": _("A door was closed"),
    "door.link.renewed": _("A door got another link"),
    "door.check_in.made": _("Somebody was let in"),
    "door.check_in.undone": _("A check-in was taken back"),
}
