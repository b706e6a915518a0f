from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToursConfig(AppConfig):
    name = "forebild.tours"
    label = "tours"

    def ready(self) -> None:
        """Stand beside the event's pages, hear its news, name the log's verbs."""
        from forebild.events.beside import EVENT, OFFICE, OWN, show_beside
        from forebild.shared.audit.words import name_actions
        from forebild.tours import notices, permissions, receivers  # noqa: F401 each registers itself
        from forebild.tours.beside import for_office, for_public, for_visitor

        show_beside(EVENT, for_public)
        show_beside(OWN, for_visitor)
        show_beside(OFFICE, for_office)
        name_actions(_ACTIONS)


_ACTIONS = {
    "tours.stop.added": _("A stop was added to a tour"),
    "tours.stop.changed": _("A stop was changed"),
    "tours.stop.removed": _("A stop was removed"),
    "tours.stop.restored": _("A stop was put back"),
    "tours.host.asked": _("A host was asked what holds at its place"),
    "tours.kit.answered": _("A host said what holds at its place"),
    "tours.kit.filled_in": _("The office said in a host's place what holds there"),
    "tours.leg.added": _("A leg was added to a tour"),
    "tours.leg.changed": _("A leg was changed"),
    "tours.leg.removed": _("A leg was removed"),
    "tours.leg.restored": _("A leg was put back"),
    "tours.tour.went_online": _("A tour's stops became virtual with its event"),
    "tours.tour.came_back": _("A tour's stops are visited in person again"),
    "tours.visitor.chose": _("A visitor chose stops and legs"),
    "tours.visitor.prepared": _("A visitor did what the host asks for"),
    "tours.visitor.welcomed": _("A visitor was let in whom the host's rule keeps out"),
    "tours.details.reopened": _("A visitor may give the details after the deadline"),
    "tours.details.erased": _("The visitors' details were erased"),
    "tours.gate_list.sent": _("The list for the gate was sent to the host"),
    "tours.question.asked": _("A question was asked before a virtual visit"),
    "tours.question.shown": _("A question was let through"),
    "tours.question.hidden": _("A question was kept back"),
    "tours.question.answered": _("A host answered a question"),
    "tours.answers.published": _("The answers were told to those who took part"),
}
