from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "forebild.visits"
    label = "visits"

    def ready(self) -> None:
        """Stand beside the entry's pages, tell what was found, hear the jury's news, name the log's verbs."""
        from forebild.competition.beside import COMPANY, JUROR, OFFICE, show_beside
        from forebild.shared.audit.words import name_actions
        from forebild.shared.known import tell_by
        from forebild.visits import notices, permissions, receivers  # noqa: F401 each registers itself
        from forebild.visits.beside import for_company, for_juror, for_office
        from forebild.visits.known import found_facts

        show_beside(COMPANY, for_company)
        show_beside(JUROR, for_juror)
        show_beside(OFFICE, for_office)
        tell_by(found_facts)
        name_actions(_ACTIONS)


_ACTIONS = {
    "visits.visit.planned": _("A site visit was begun to be planned"),
    "visits.visit.changed": _("A site visit's particulars were changed"),
    "visits.claim.added": _("A claim to verify was added"),
    "visits.claim.removed": _("A claim to verify was removed"),
    "visits.visitors.chosen": _("The visitors were chosen"),
    "visits.visitor.ended": _("A visitor was taken off a visit"),
    "visits.times.offered": _("The company was offered times for a visit"),
    "visits.time.accepted": _("The company chose a time for the visit"),
    "visits.time.declined": _("No time offered suited the company"),
    "visits.time.reopened": _("The company asked for another time"),
    "visits.time.booked": _("The office booked a visit"),
    "visits.visit.cancelled": _("A visit was cancelled"),
    "visits.picture.added": _("A picture was added to a protocol"),
    "visits.picture.removed": _("A picture was removed from a protocol"),
    "visits.protocol.handed_in": _("A visit's protocol was handed in"),
    "visits.protocol.reopened": _("A visit's protocol was taken up again"),
    "visits.protocol.signed": _("A visit's protocol was signed"),
}
