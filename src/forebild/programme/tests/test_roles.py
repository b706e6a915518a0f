"""Roles are granted by the lead, end at once, and one lead always stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.utils import timezone

from forebild.people.models import Person
from forebild.programme import permissions
from forebild.programme.models import Role
from forebild.programme.queries import works_in_office
from forebild.programme.services.roles import end_role, grant_role
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.permissions import Permission, may
from tests.worlds import make_edition, make_office, make_person, make_programme


def actions() -> list[str]:
    return list(Record.objects.order_by("pk").values_list("action", flat=True))


def grant(actor: Person, email: str = "ny@exempel.example", kind: str = "coordinator", **changes) -> Role:
    return grant_role(actor=actor, programme=make_programme(), email=email, kind=kind, **changes)


def test_a_new_address_becomes_a_person_with_the_role(lead):
    role = grant(lead, email=" Ny@Exempel.example ", name="Ny Person")
    assert (role.person.email, role.person.name, role.kind) == (
        "ny@exempel.example",
        "Ny Person",
        "coordinator",
    )
    assert (role.edition, role.until, works_in_office(role.person)) == (None, None, True)
    assert actions() == ["programme.role.granted"]


def test_a_known_person_keeps_the_name(lead):
    known = make_person("Känd Person")
    role = grant(lead, email=known.email.upper(), name="Annat Namn")
    assert (role.person, role.person.name) == (known, "Känd Person")


def test_a_role_is_held_once_and_may_be_given_again_when_it_has_ended(lead):
    role = grant(lead)
    with pytest.raises(NotNow, match="This person has that role already"):
        grant(lead)
    grant(lead, edition=make_edition(2027))  # one edition is another matter
    end_role(actor=lead, role=role)
    assert grant(lead).pk != role.pk


@pytest.mark.parametrize("kind", ["coordinator", "communications"])
def test_only_the_lead_decides_who_works_here(lead, stranger, kind):
    colleague = make_office(kind=kind)
    role = grant(lead)
    for actor in (colleague, stranger):
        with pytest.raises(NotAllowed, match=r"Only the programme lead may do this\."):
            grant(actor, email="annan@exempel.example")
        with pytest.raises(NotAllowed, match=r"Only the programme lead may do this\."):
            end_role(actor=actor, role=role)
    assert not Person.objects.filter(email="annan@exempel.example").exists()


def test_the_lead_of_another_programme_decides_nothing_here(lead):
    here = make_programme()
    elsewhere = make_programme(name_sv="Annat program", started_on=date(2010, 1, 1))
    other = make_office(elsewhere)
    with pytest.raises(NotAllowed):
        grant_role(actor=other, programme=here, email="ny@exempel.example", kind="lead")
    with pytest.raises(NotAllowed):
        end_role(actor=other, role=lead.roles.get())
    assert grant_role(actor=other, programme=elsewhere, email="ny@exempel.example", kind="lead")


def test_a_role_ends_at_once(lead):
    role = grant(lead)
    end_role(actor=lead, role=role)
    assert not works_in_office(role.person)
    assert actions() == ["programme.role.granted", "programme.role.ended"]


def test_a_role_ends_once(lead):
    role = grant(lead)
    end_role(actor=lead, role=role)
    ended_at = role.until
    with pytest.raises(NotNow, match="has ended already"):
        end_role(actor=lead, role=role)
    role.refresh_from_db()
    assert role.until == ended_at


def test_a_role_cannot_end_before_it_begins(lead):
    with pytest.raises(InvalidInput) as refused:
        grant(lead, until=timezone.now() - timedelta(days=1))
    assert refused.value.fields == {"until": "Choose a time that is still to come."}


def test_a_role_with_an_end_ends_by_itself(lead):
    role = grant(lead, until=timezone.now() + timedelta(days=10))
    assert works_in_office(role.person)
    assert not Role.objects.current(timezone.now() + timedelta(days=10)).filter(pk=role.pk).exists()
    Role.objects.filter(pk=role.pk).update(since=timezone.now() + timedelta(days=1))
    assert not works_in_office(role.person)


def test_the_last_lead_stays(lead):
    own = lead.roles.get()
    with pytest.raises(NotNow, match=r"There must be a programme lead\. Name another one first\."):
        end_role(actor=lead, role=own)
    grant(lead, email="for.en.omgang@exempel.example", kind="lead", edition=make_edition(2027))
    with pytest.raises(NotNow):
        end_role(actor=lead, role=own)  # the lead of one edition does not lead the programme
    grant(lead, email="nasta@exempel.example", kind="lead")
    end_role(actor=lead, role=own)
    assert not works_in_office(lead)


def test_the_lead_of_one_edition_may_end(lead):
    role = grant(lead, kind="lead", edition=make_edition(2027))
    end_role(actor=lead, role=role)
    assert not works_in_office(role.person)


def test_a_lead_for_a_while_does_not_let_the_last_lasting_one_go(lead):
    grant(lead, email="vikarie@exempel.example", kind="lead", until=timezone.now() + timedelta(days=3))
    with pytest.raises(NotNow):
        end_role(actor=lead, role=lead.roles.get())


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_end_each_others_role_at_once_leave_one():
    leads = [make_office(), make_office()]
    start = Barrier(2)

    def end_the_other(place: int) -> bool:
        try:
            start.wait(timeout=10)
            end_role(actor=leads[place], role=leads[1 - place].roles.get())
        except (NotNow, NotAllowed):
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(end_the_other, [0, 1]))
    assert sorted(done) == [False, True]
    assert Role.objects.current().filter(kind="lead").count() == 1


def test_who_may_do_what(lead, stranger):
    edition = make_edition(2027)
    coordinator, anonymous = make_office(kind="coordinator"), AnonymousUser()
    asked = {
        Permission.OFFICE_WORK: None,
        Permission.EDITION_PLAN: edition,
        Permission.PAGE_EDIT: None,
        Permission.AUDIT_READ: None,
        Permission.OUTBOX_HANDLE: None,
        Permission.PROGRAMME_EDIT: None,
        Permission.ROLE_GRANT: None,
    }

    def answers(actor) -> list[bool]:
        return [may(actor, permission, subject).allowed for permission, subject in asked.items()]

    assert answers(lead) == [True] * 7
    assert answers(coordinator) == [True] * 5 + [False] * 2
    assert answers(stranger) == answers(anonymous) == [False] * 7
    Role.objects.filter(person=coordinator).update(
        edition=edition
    )  # the log and the mail are of all editions
    assert answers(coordinator) == [True] * 3 + [False] * 4


def test_parts_of_an_edition_are_planned_by_those_who_run_it(lead, stranger):
    edition = make_edition(2027)
    for part in (edition.phases.first(), edition.criteria.first()):
        assert permissions.can_plan_edition(lead, part).allowed
        assert not permissions.can_plan_edition(stranger, part).allowed


def test_the_lead_leads_the_programme_and_all_that_belongs_to_it(lead):
    edition = make_edition(2027)
    elsewhere = make_programme(name_sv="Annat program", started_on=date(2010, 1, 1))
    for own in (make_programme_of(lead), edition, lead.roles.get()):
        assert may(lead, Permission.ROLE_GRANT, own).allowed
    assert not may(lead, Permission.PROGRAMME_EDIT, elsewhere).allowed


def make_programme_of(person: Person):
    return person.roles.get().programme
