from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TablesConfig(AppConfig):
    name = "forebild.tables"
    label = "tables"

    def ready(self) -> None:
        """Stand beside the pages of events, and say what the log's verbs mean."""
        from forebild.events.beside import OFFICE, OWN, show_beside
        from forebild.shared.audit.words import name_actions
        from forebild.tables import notices, permissions  # noqa: F401 each registers itself
        from forebild.tables.beside import for_guest, for_office

        show_beside(OWN, for_guest)
        show_beside(OFFICE, for_office)
        name_actions(_ACTIONS)


_ACTIONS = {
    "tables.plan.begun": _("Tables were begun to be planned"),
    "tables.plan.changed": _("Tables or rounds were changed"),
    "tables.plan.solved": _("A table plan was made"),
    "tables.plan.shown": _("A table plan was shown to those who take notes"),
    "tables.plan.published": _("A table plan was published"),
    "tables.plan.taken_back": _("A table plan was taken back"),
    "tables.table.changed": _("A table was changed"),
    "tables.late.seated": _("Those who came late were seated"),
    "tables.seat.moved": _("Somebody was moved to another table"),
    "tables.seat.settled": _("A seat was settled"),
    "tables.seat.released": _("A settled seat was released"),
    "tables.pair.parted": _("Two were kept apart"),
    "tables.pair.united": _("Two may sit together again"),
    "tables.change.undone": _("A change of seats was undone"),
    "tables.note_taker.invited": _("Somebody was asked to take notes"),
    "tables.note_taker.relinked": _("A note-taker got another link"),
    "tables.note_taker.revoked": _("A note-taker's link was called back"),
    "tables.notes.closed": _("The notes were closed"),
    "tables.notes.reopened": _("The notes were opened again"),
}
