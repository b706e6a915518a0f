from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectionsConfig(AppConfig):
    name = "forebild.library.collections"
    label = "library_collections"

    def ready(self) -> None:
        """Say what the log's verbs mean."""
        from forebild.shared.audit.words import name_actions

        name_actions(_ACTIONS)


_ACTIONS = {
    "library.collection.begun": _("A collection was begun"),
    "library.collection.published": _("A collection was published"),
    "library.collection.withdrawn": _("A collection was withdrawn"),
    "library.collection.restored": _("An earlier version of a collection was brought back"),
}
