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
    "library.example.drafted": _("A good example was begun"),
    "library.example.started": _("A good example was begun about a company that had not entered"),
    "library.example.asked": _("The company was asked to approve the good example"),
    "library.example.revised": _("The company changed the good example"),
    "library.example.returned": _("The company asked for changes in the good example"),
    "library.example.approved": _("The company approved the good example"),
    "library.example.published": _("The good example was published"),
    "library.example.reopened": _("The good example was taken up again"),
    "library.example.withdrawn": _("The good example was withdrawn"),
    "library.picture.added": _("A picture was added"),
    "library.picture.removed": _("A picture was removed"),
}
