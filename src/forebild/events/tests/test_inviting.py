"""Inviting: looked over, held, stopped; answered by the link; reminded once; in the list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.events.addresses import Guest
from forebild.events.models import Event, Invitation, InvitationBatch, Registration
from forebild.events.services import inviting as services
from forebild.events.services.events import cancel_event, create_event
from forebild.events.tasks import note_invitations
from forebild.events.tests.pages import words
from forebild.events.tests.worlds import (
    come,
    facts_of,
    invitation_token,
    invite_all,
    make_event,
    quota_of,
    rows_of,
    states,
    typed,
)
from forebild.people.models import Person
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.outbox.models import Message
from tests.worlds import client_of, make_office, make_person, make_programme

pytestmark = pytest.mark.django_db
ANNA, BO = "anna@exempel.example", "bo@exempel.example"


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office, places=3, admission="invited")


def at(name: str, event: Event) -> str:
    return reverse(f"events:{name}", args=[event.public_id])


def page_of(invitation: Invitation) -> str:
    return reverse("events:invitation", kwargs={"token": invitation_token(invitation)})


def letters(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=f"events.{kind}").order_by("to_email"))


class TestTheOffice:
    def test_looks_over_first_and_nothing_is_done(self, event: Event, office: Person) -> None:
        invite_all(event, BO)
        come(event, "Cia", actor=office)
        sent = {
            "addresses": f"Anna Berg <{ANNA}>\n{BO}\ncia@exempel.example\nanna@",
            "colleagues": "2",
            "language": "sv",
        }
        page = words(client_of(office).post(at("invite", event), sent))
        for text in (
            "1 person bjuds in.",
            "1 har bjudits in tidigare",
            "1 är redan anmäld",
            "1 bit är ingen adress",
            "anna@",
        ):
            assert text in page
        assert event.invitations.count() == 1

    def test_invites_and_the_letters_wait_ten_minutes(self, event: Event, office: Person) -> None:
        sent = {"addresses": f"Anna Berg <{ANNA}>", "colleagues": "2", "language": "en", "decide": "yes"}
        answer = client_of(office).post(at("invite", event), sent, follow=True)
        assert "Breven går om tio minuter" in answer.content.decode()
        assert "1 brev går" in words(answer)
        made = event.invitations.get()
        assert (made.name, made.email, made.colleagues, made.language) == ("Anna Berg", ANNA, 2, "en")
        [letter] = letters("invited")
        assert (letter.state, letter.to_email, letter.language) == ("held", ANNA, "en")
        assert "B2B forum in Gnosjö" in letter.subject
        assert Record.objects.get(action="events.invitations.sent").details == {"count": 1}

    def test_stops_them_and_nobody_has_been_asked(self, event: Event, office: Person) -> None:
        batch = services.invite(actor=office, event=event, guests=[Guest(ANNA)])
        [invitation] = batch.invitations.all()
        assert client_of(office).post(at("invitations_stop", event)).status_code == 302
        assert [each.state for each in letters("invited")] == ["stopped"]
        assert Client().get(page_of(invitation)).status_code == 404
        assert "Ingen har bjudits in" in words(client_of(office).get(at("invitation_list", event)))
        again = services.invite(actor=office, event=event, guests=[Guest(ANNA)])  # is new once more
        assert again.letter_count == 1
        assert client_of(office).post(at("invitations_stop", event)).status_code == 302
        assert client_of(office).post(at("invitations_stop", event)).status_code == 404

    def test_cannot_stop_what_has_left(self, event: Event, office: Person) -> None:
        batch = services.invite(actor=office, event=event, guests=[Guest(ANNA)])
        InvitationBatch.objects.update(held_until=timezone.now())
        batch.refresh_from_db()
        with pytest.raises(NotNow):
            services.stop_invitations(actor=office, batch=batch)
        note_invitations(0)
        batch.refresh_from_db()
        assert batch.state == "left"

    def test_invites_all_who_came_to_an_earlier_event(self, event: Event, office: Person) -> None:
        old = make_event(office=office, places=1, title_sv="Fjolårets forum")
        [first] = come(old, "Anna")
        come(old, "Bo")  # waits
        Person.objects.filter(pk=first.person_id).update(language="en")
        group = {"group": f"event:{old.public_id}", "colleagues": "0", "language": "sv"}
        desk = client_of(office)
        assert "Fjolårets forum" in desk.get(at("invite", event)).content.decode()
        assert "1 person bjuds in." in words(desk.post(at("invite", event), group))
        desk.post(at("invite", event), group | {"decide": "yes"})
        assert list(event.invitations.values_list("email", "name", "language")) == [(ANNA, "Anna", "en")]

    def test_invites_all_who_work_with_something(self, event: Event, office: Person) -> None:
        other = make_office(make_programme(), kind="communications")
        sent = {"group": "role:communications", "colleagues": "0", "language": "sv", "decide": "yes"}
        client_of(office).post(at("invite", event), sent)
        assert [each.email for each in event.invitations.all()] == [other.email]

    def test_is_told_what_is_missing(self, event: Event, office: Person) -> None:
        desk, empty = client_of(office), {"colleagues": "0", "language": "sv"}
        assert "Klistra in några adresser" in words(desk.post(at("invite", event), empty))
        invite_all(event, ANNA)
        again = empty | {"addresses": ANNA}
        assert "Ingen här är ny" in words(desk.post(at("invite", event), again))
        assert "Ingen här är ny" in words(desk.post(at("invite", event), again | {"decide": "yes"}))

    def test_invites_to_nothing_that_cannot_be_registered_for(self, event: Event, office: Person) -> None:
        draft = create_event(actor=office, programme=event.programme, facts=facts_of())
        assert "Evenemanget är ett utkast" in words(client_of(office).get(at("invitation_list", draft)))
        for closed in (draft, make_event(office=office, closes_at=timezone.now())):
            with pytest.raises(NotNow):
                services.invite(actor=office, event=closed, guests=[Guest(ANNA)])

    def test_invites_at_most_five_hundred_at_a_time(
        self, event: Event, office: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(services, "MOST_AT_A_TIME", 1)
        with pytest.raises(InvalidInput) as refused:
            services.invite(actor=office, event=event, guests=[Guest(ANNA), Guest(BO)])
        assert list(refused.value.fields) == ["addresses"]

    def test_nobody_else_may(self, event: Event) -> None:
        nobody, [invitation] = make_person(), invite_all(event, ANNA)
        for act, parts in (
            (services.invite, {"event": event, "guests": [Guest(BO)]}),
            (services.stop_invitations, {"batch": invitation.batch}),
            (services.remind_invited, {"event": event}),
        ):
            with pytest.raises(NotAllowed):
                act(actor=nobody, **parts)  # type: ignore[operator]
        with pytest.raises(NotAllowed):
            services.holders_of(nobody, event, "lead")
        assert services.guests_of(nobody, event) == []


class TestAnswering:
    def test_registers_by_the_link_with_what_is_known(self, event: Event) -> None:
        [invitation] = invite_all(event, ANNA)
        page = Client().get(page_of(invitation)).content.decode()
        assert f'value="{ANNA}"' in page
        assert "Du är inbjuden. Inbjudan gäller bara dig." in page
        assert "Anmäl kolleger också" not in page
        answer = Client().post(page_of(invitation), typed(name="Anna Berg", email=ANNA))
        assert answer.status_code == 302
        assert "/tack/" in answer.headers["Location"]
        assert states(event) == {"Anna Berg": "registered"}
        invitation.refresh_from_db()
        assert (invitation.state, invitation.booking) == ("registered", event.bookings.get())
        assert "Du är anmäld" in words(Client().get(page_of(invitation)))

    def test_brings_so_many_colleagues_and_no_more(self, event: Event) -> None:
        [invitation] = invite_all(event, ANNA, colleagues=1)
        page = Client().get(page_of(invitation)).content.decode()
        assert "får ta med 1 kollega" in page
        assert 'name="p0_name"' in page
        assert 'name="p1_name"' not in page
        assert "Fler rader" not in page
        two = {
            "p0_name": "Bo",
            "p0_email": BO,
            "p1_name": "Cia",
            "p1_email": "cia@exempel.example",
            "rows": "9",
        }
        assert Client().post(page_of(invitation), typed(**two)).status_code == 302
        assert states(event) == {"Anna Berg": "registered", "Bo": "registered"}  # a third line is not read
        with pytest.raises(InvalidInput):
            come(event, "Dan", "Eva", "Fia", invitation=invitation)

    def test_once(self, event: Event) -> None:
        [invitation] = invite_all(event, ANNA)
        stale = Invitation.objects.get(pk=invitation.pk)
        sent = typed(email=ANNA)
        assert Client().post(page_of(invitation), sent).status_code == 302
        assert Client().post(page_of(invitation), sent).status_code == 302  # the same form again
        other = Client().post(page_of(invitation), typed(email=BO))
        assert "har redan gått vidare" in words(other)
        with pytest.raises(Overtaken):
            come(event, "Bo", invitation=stale)
        assert Registration.objects.count() == 1

    def test_before_registration_opens_to_all_and_without_the_code(self, office: Person) -> None:
        later = timezone.now() + timedelta(days=3)
        event = make_event(office=office, admission="code", code="hemlig", opens_at=later)
        event.quotas.update(opens_at=later)
        assert Client().get(reverse("events:register", args=[event.slug])).status_code == 200
        [invitation] = invite_all(event, ANNA)
        assert 'name="code"' not in Client().get(page_of(invitation)).content.decode()
        assert Client().post(page_of(invitation), typed(email=ANNA)).status_code == 302
        assert list(states(event).values()) == ["registered"]

    def test_the_queue_is_for_the_invited_too(self, office: Person) -> None:
        event = make_event(office=office, places=0, admission="invited")
        [invitation] = invite_all(event, ANNA)
        Client().post(page_of(invitation), typed(email=ANNA))
        assert list(states(event).values()) == ["waiting"]

    def test_declines_with_one_press_and_may_think_again(self, event: Event) -> None:
        [invitation] = invite_all(event, ANNA)
        Client().get(page_of(invitation))
        invitation.refresh_from_db()
        assert invitation.state == "sent"  # looking changes nothing
        for _press in range(2):
            assert Client().post(page_of(invitation), {"act": "decline"}).status_code == 302
        invitation.refresh_from_db()
        assert (invitation.state, invitation.answered_at is not None) == ("declined", True)
        assert Record.objects.filter(action="events.invitation.declined").count() == 1
        assert "Du har tackat nej" in words(Client().get(page_of(invitation)))
        assert Client().post(page_of(invitation), typed(email=ANNA)).status_code == 302
        invitation.refresh_from_db()
        assert invitation.state == "registered"
        assert Client().post(page_of(invitation), {"act": "decline"}).status_code == 409

    def test_not_when_it_is_over_or_cancelled(self, event: Event, office: Person) -> None:
        [invitation] = invite_all(event, ANNA)
        Event.objects.filter(pk=event.pk).update(closes_at=timezone.now())
        assert "Sista dagen för anmälan har passerat" in words(Client().get(page_of(invitation)))
        assert Client().post(page_of(invitation), typed(email=ANNA)).status_code == 200
        with pytest.raises(NotNow):
            come(Event.objects.get(pk=event.pk), "Anna", invitation=invitation)
        cancel_event(actor=office, event=event, because_sv="Snö.")
        assert "Evenemanget är inställt" in words(Client().get(page_of(invitation)))
        assert not Registration.objects.exists()

    def test_by_an_invitation_to_this_event_only(self, event: Event, office: Person) -> None:
        [invitation] = invite_all(event, ANNA)
        other = make_event(office=office, admission="invited")
        with pytest.raises(InvalidInput):
            come(other, "Anna", invitation=invitation)

    def test_an_unknown_link_leads_nowhere(self, event: Event) -> None:
        [invitation] = invite_all(event, ANNA)
        token = invitation_token(invitation)
        Invitation.objects.all().delete()
        assert Client().get(reverse("events:invitation", kwargs={"token": token})).status_code == 404


class TestAfterwards:
    @pytest.fixture
    def asked(self, event: Event) -> Event:
        anna, bo, _cia = invite_all(event, ANNA, BO, "cia@exempel.example")
        come(event, "Anna", invitation=anna)
        Client().post(page_of(bo), {"act": "decline"})
        return event

    def test_those_who_have_not_answered_are_reminded_once(self, asked: Event, office: Person) -> None:
        desk = client_of(office)
        assert "1 person har inte svarat" in words(desk.get(at("invitation_list", asked)))
        assert "1 får ett brev" in words(desk.get(at("invitations_remind", asked)))
        assert not letters("invited_again")
        answer = desk.post(at("invitations_remind", asked), follow=True)
        assert "1 person påminns." in answer.content.decode()
        assert [each.to_email for each in letters("invited_again")] == ["cia@exempel.example"]
        assert desk.post(at("invitations_remind", asked)).status_code == 409
        assert "har inte svarat." not in words(desk.get(at("invitation_list", asked)))

    def test_nobody_is_reminded_whose_letter_is_held(self, event: Event, office: Person) -> None:
        services.invite(actor=office, event=event, guests=[Guest(ANNA)])
        with pytest.raises(NotNow):
            services.remind_invited(actor=office, event=event)

    def test_the_list_says_how_each_stands_and_is_narrowed_and_exported(
        self, asked: Event, office: Person
    ) -> None:
        rows = rows_of(client_of(office).get(f"{at('invitation_list', asked)}?format=json"))
        assert [(row["email"], row["state"]) for row in rows] == [
            (ANNA, "har anmält sig"), (BO, "har tackat nej"), ("cia@exempel.example", "har inte svarat"),
        ]  # fmt: skip
        narrowed = client_of(office).get(f"{at('invitation_list', asked)}?format=json&state=declined")
        assert [row["email"] for row in rows_of(narrowed)] == [BO]

    def test_the_event_stays_closed_to_others(self, asked: Event) -> None:
        assert Client().post(reverse("events:register", args=[asked.slug]), typed()).status_code == 200
        assert "Den som är inbjuden" in words(Client().get(reverse("events:register", args=[asked.slug])))
        with pytest.raises(NotAllowed):
            come(asked, "Dan", quota=quota_of(asked))
