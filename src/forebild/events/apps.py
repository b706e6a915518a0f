from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "forebild.events"
    label = "events"

    def ready(self) -> None:
        """Say what the log's verbs mean."""
        from forebild.events import notices, permissions  # noqa: F401 each registers itself
        from forebild.shared.audit.words import name_actions

        name_actions(_ACTIONS)


_ACTIONS = {
    "events.event.created": _("An event was begun"),
    "events.event.changed": _("An event was changed"),
    "events.event.announced": _("An event was announced"),
    "events.event.retracted": _("An event was made a draft again"),
    "events.event.cancelled": _("An event was cancelled"),
    "events.event.resumed": _("The cancellation of an event was undone"),
    "events.event.copied": _("An event was copied to another day"),
    "events.session.added": _("A session was put into an event's programme"),
    "events.session.changed": _("A session was changed"),
    "events.session.moved": _("A session was moved"),
    "events.session.removed": _("A session was taken out of the programme"),
    "events.session.restored": _("A session was put back into the programme"),
    "events.session.told": _("Those whom changed sessions concern were told"),
    "events.speaker.added": _("A speaker was added"),
    "events.speaker.changed": _("A speaker was changed"),
    "events.speaker.removed": _("A speaker was removed"),
    "events.speaker.restored": _("A speaker was put back"),
    "events.seat.taken": _("Somebody chose a session"),
    "events.seat.left": _("Somebody left a session"),
    "events.host.added": _("A co-host was added"),
    "events.host.changed": _("A co-host was changed"),
    "events.host.removed": _("A co-host was removed"),
    "events.host.restored": _("A co-host was put back"),
    "events.picture.added": _("A picture from an event was added"),
    "events.picture.changed": _("A picture from an event was changed"),
    "events.picture.removed": _("A picture from an event was removed"),
    "events.material.added": _("Material from an event was added"),
    "events.material.changed": _("Material from an event was changed"),
    "events.material.removed": _("Material from an event was removed"),
    "events.material.restored": _("Material from an event was put back"),
    "events.material.sent": _("Those who took part are told of material"),
    "events.material.stopped": _("The letters about material were stopped"),
    "events.series.made": _("A series of events was made"),
    "events.series.changed": _("A series of events was changed"),
    "events.series.removed": _("A series of events was removed"),
    "events.mode.decided": _("It was decided to hold an event in another way"),
    "events.mode.stopped": _("The change to another way was stopped"),
    "events.mode.changed": _("An event changed to another way"),
    "events.way.chosen": _("Somebody chose the room or the screen"),
    "events.quota.added": _("Places were added to an event"),
    "events.quota.changed": _("The places of an event were changed"),
    "events.quota.removed": _("Places of an event were removed"),
    "events.booking.made": _("Somebody registered for an event"),
    "events.registration.changed": _("A registration was changed"),
    "events.registration.cancelled": _("A registration was cancelled"),
    "events.registration.renewed": _("A cancelled registration was taken up again"),
    "events.offer.accepted": _("A place offered was taken"),
    "events.offer.lapsed": _("A place offered was not answered in time"),
    "events.question.added": _("A question was added to an event"),
    "events.question.changed": _("A question of an event was changed"),
    "events.question.moved": _("A question of an event was moved"),
    "events.question.removed": _("A question of an event was removed"),
    "events.questions.made_usual": _("An event's questions became the usual ones"),
    "events.questions.taken_over": _("An event took over the usual questions"),
    "events.needs.said": _("Somebody said what is needed of food and access"),
    "events.needs.withdrawn": _("Somebody took back what was said of food and access"),
    "events.needs.erased": _("Food and access needs were erased"),
    "events.invitations.sent": _("People were invited to an event"),
    "events.invitations.stopped": _("Invitations to an event were stopped"),
    "events.invitations.reminded": _("Those invited were reminded"),
    "events.invitation.declined": _("Somebody declined an invitation"),
    "events.reminders.sent": _("Those who have a place were reminded"),
    "events.organisation.linked": _("A registration was linked to an organisation"),
    "events.organisation.unlinked": _("A registration was parted from an organisation"),
    "events.feed.asked": _("Somebody asked for a calendar of the own events"),
    "events.feed.revoked": _("A calendar of somebody's own events was closed"),
    "events.place.given": _("A place was given out of turn"),
    "events.walk_in.registered": _("Somebody was let in at the door"),
}
