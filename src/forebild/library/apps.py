from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "forebild.library"
    label = "library"

    def ready(self) -> None:
        """Say what the log's verbs mean."""
        from forebild.shared.audit.words import name_actions

        name_actions(_ACTIONS)


_ACTIONS = {
    "library.example.drafted": _("A good example was drafted"),
    "library.example.asked": _("The company was asked to approve"),
    "library.example.revised": _("The company changed the text"),
    "library.example.approved": _("The company approved"),
    "library.example.returned": _("The company wants changes"),
    "library.example.published": _("A good example was published"),
    "library.example.reopened": _("A good example was taken up again"),
    "library.example.withdrawn": _("A good example was withdrawn"),
    "library.picture.added": _("A picture was added"),
    "library.picture.removed": _("A picture was removed"),
}
