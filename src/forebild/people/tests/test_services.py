"""Companies come in once, by their number; their people invite, join, leave and hand over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections, transaction
from django.utils import timezone

from forebild.people.models import Membership, Organisation, Person
from forebild.people.services import editors, organisations
from forebild.people.services.demo import demo_link
from forebild.people.services.industries import state_figures, state_industries
from forebild.people.services.organisations import (
    OrganisationFacts,
    find_or_add_organisation,
    register_organisation,
)
from forebild.people.tasks import forget_sessions, forget_unconfirmed
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.links import services as links
from forebild.shared.outbox.models import Message
from tests.worlds import make_company, make_person

FACTS = OrganisationFacts(name="Exempelbolaget AB", number="559999-0016", county="14", municipality="Borås")


def actions() -> list[str]:
    return list(Record.objects.order_by("pk").values_list("action", flat=True))


def token_in(message: Message) -> str:
    return next(part for part in message.text.replace("/", " ").split() if part.startswith("link-"))


def test_a_company_is_one_row_however_its_number_is_written(db):
    first, made = find_or_add_organisation(facts=FACTS)
    again, made_again = find_or_add_organisation(
        facts=OrganisationFacts(name="Exempelbolaget Aktiebolag", number="16559999-0016")
    )
    assert (made, made_again, again) == (True, False, first)
    assert (again.name, again.org_number, again.kind) == ("Exempelbolaget AB", "5599990016", "legal")


def test_a_sole_traders_number_is_recognised_again_and_never_stored(db):
    facts = OrganisationFacts(name="Enskild firma", number="750231-0241".replace("0231", "0213"))
    number = "".join(c for c in facts.number if c.isdigit())
    valid = next(f"{number[:9]}{digit}" for digit in range(10) if _luhn(f"{number[:9]}{digit}"))
    first, _made = find_or_add_organisation(facts=OrganisationFacts(name="Firman", number=valid))
    again, made = find_or_add_organisation(facts=OrganisationFacts(name="Firman", number=f"19{valid}"))
    assert (again, made, first.org_number, first.kind) == (first, False, None, "sole_trader")
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(o)::text from people_organisation o")
        stored = " ".join(row[0] for row in cursor.fetchall())
    assert valid not in stored
    assert valid[6:] not in stored.replace(first.public_id, "").replace(str(first.sole_trader_digest), "")


def _luhn(digits: str) -> bool:
    from forebild.people.numbers import luhn

    return luhn(digits)


def test_a_foreign_company_is_known_by_country_and_number(db):
    facts = OrganisationFacts(name="Esimerkki Oy", number=" fi12345671 ", country="FI")
    first, _made = find_or_add_organisation(facts=facts)
    assert (first.kind, first.country, first.foreign_number) == ("foreign", "FI", "1234567-1")
    with pytest.raises(InvalidInput) as refused:
        find_or_add_organisation(facts=OrganisationFacts(name="Esimerkki Oy", country="FI"))
    assert list(refused.value.fields) == ["number"]


def test_a_wrong_number_is_refused_beside_its_field(db):
    with pytest.raises(InvalidInput) as refused:
        find_or_add_organisation(facts=OrganisationFacts(name="Fel AB", number="559999-0017"))
    assert list(refused.value.fields) == ["number"]
    assert not Organisation.objects.exists()


def test_who_brings_a_company_in_answers_for_it_and_may_do_so_twice(db):
    anna = make_person("Anna")
    company = register_organisation(actor=anna, facts=FACTS)
    assert register_organisation(actor=anna, facts=FACTS) == company
    assert list(company.memberships.values_list("person", "part")) == [(anna.pk, "owner")]
    assert actions() == ["people.organisation.registered"]


def test_who_comes_second_asks_the_one_responsible_and_is_let_in_once(db):
    anna, bo = make_person("Anna"), make_person("Bo")
    company = register_organisation(actor=anna, facts=FACTS)
    register_organisation(actor=bo, facts=FACTS)
    asked = Message.objects.get(kind="people.join_asked")
    assert (asked.to_email, company.memberships.count()) == (anna.email, 1)
    link = links.look_up(token_in(asked), editors.JOIN)
    editors.let_in(link=link)
    assert set(company.memberships.values_list("person", "part")) == {(anna.pk, "owner"), (bo.pk, "editor")}
    with pytest.raises(links.LinkUsed):
        editors.let_in(link=link)


def test_an_invited_person_becomes_editor_once_by_the_latest_link(db):
    anna = make_person("Anna")
    company = make_company(owner=anna)
    editors.invite_editor(actor=anna, organisation=company, email="Ny@Exempel.example")
    editors.invite_editor(actor=anna, organisation=company, email="ny@exempel.example")
    first, second = Message.objects.filter(kind="people.editor_invited").order_by("pk")
    assert first.to_email == second.to_email == "ny@exempel.example"
    with pytest.raises(links.LinkExpired):
        links.look_up(token_in(first), editors.INVITATION)
    with pytest.raises(links.LinkUnknown):
        links.look_up(token_in(second), editors.JOIN)
    membership = editors.accept_invitation(link=links.look_up(token_in(second), editors.INVITATION))
    assert (membership.person.email, membership.part) == ("ny@exempel.example", "editor")
    with pytest.raises(NotNow):
        editors.invite_editor(actor=anna, organisation=company, email="ny@exempel.example")


def test_only_the_one_responsible_invites_removes_and_hands_over(db):
    anna, bo, stranger = make_person("Anna"), make_person("Bo"), make_person("Stranger")
    company = make_company(owner=anna)
    editor = Membership.objects.create(person=bo, organisation=company, part="editor")
    for actor in (bo, stranger):
        with pytest.raises(NotAllowed):
            editors.invite_editor(actor=actor, organisation=company, email="x@exempel.example")
        with pytest.raises(NotAllowed):
            editors.remove_editor(actor=actor, membership=editor)
        with pytest.raises(NotAllowed):
            editors.hand_over(actor=actor, organisation=company, successor=bo)
    assert not Message.objects.exists()


def test_an_editor_is_removed_and_the_one_responsible_is_not(db):
    anna, bo = make_person("Anna"), make_person("Bo")
    company = make_company(owner=anna)
    editor = Membership.objects.create(person=bo, organisation=company, part="editor")
    editors.remove_editor(actor=anna, membership=editor)
    assert list(Organisation.objects.for_actor(bo)) == []
    with pytest.raises(NotAllowed):
        editors.remove_editor(actor=anna, membership=company.memberships.get(person=anna))


def test_an_editor_leaves_but_the_one_responsible_hands_over_first(db):
    anna, bo = make_person("Anna"), make_person("Bo")
    company = make_company(owner=anna)
    Membership.objects.create(person=bo, organisation=company, part="editor")
    with pytest.raises(NotAllowed):
        editors.leave_organisation(actor=anna, organisation=company)
    editors.leave_organisation(actor=bo, organisation=company)
    with pytest.raises(NotNow):
        editors.leave_organisation(actor=bo, organisation=company)


def test_handing_over_changes_places_and_tells_the_successor(db):
    anna, bo, stranger = make_person("Anna"), make_person("Bo"), make_person("Stranger")
    company = make_company(owner=anna)
    Membership.objects.create(person=bo, organisation=company, part="editor")
    with pytest.raises(NotNow):
        editors.hand_over(actor=anna, organisation=company, successor=stranger)
    editors.hand_over(actor=anna, organisation=company, successor=bo)
    assert dict(company.memberships.current().values_list("person__name", "part")) == {
        "Anna": "editor",
        "Bo": "owner",
    }
    assert Message.objects.get(kind="people.handed_over").to_email == bo.email


def test_figures_are_one_row_a_year_and_industries_keep_their_order(db):
    anna = make_person("Anna")
    company = make_company(owner=anna)
    for head_count in (40, 41):
        state_figures(actor=anna, organisation=company, year=2025, head_count=head_count)
    state_industries(actor=anna, organisation=company, codes=[("sni2007", "25.110"), ("sni2007", "28.110")])
    state_industries(actor=anna, organisation=company, codes=[("sni2007", "28.110")])
    assert [figures.head_count for figures in company.figures.all()] == [41]
    assert list(company.industries.values_list("code", "rank")) == [("28.110", 1)]
    with pytest.raises(NotAllowed):
        state_figures(actor=make_person("Stranger"), organisation=company, year=2025, head_count=1)
    with pytest.raises(NotAllowed):
        state_industries(actor=make_person("Stranger"), organisation=company, codes=[])


def test_demo_links_are_for_sample_persons_only(db):
    with pytest.raises(NotAllowed):
        demo_link(person=make_person("Real"))
    assert "/logga-in/demo/" in demo_link(person=make_person("Sample", is_sample=True))


def test_addresses_never_confirmed_are_forgotten_unless_something_hangs_on_them(db):
    from datetime import timedelta

    from django.utils import timezone

    old = timezone.now() - timedelta(days=8)
    gone = make_person("Typed once", created_at=old)
    tied = make_person("Owner", created_at=old)
    make_company(owner=tied)
    young = make_person("Yesterday")
    confirmed = make_person("Came back", created_at=old, last_login=old)
    forget_unconfirmed(timestamp=0)
    assert set(Person.objects.values_list("pk", flat=True)) == {tied.pk, young.pk, confirmed.pk}
    assert gone.pk not in set(Person.objects.values_list("pk", flat=True))


def _register_at_once(register) -> list[str]:
    """Two persons register the same company at the same moment; the parts that they got."""
    organisation, _made = find_or_add_organisation(facts=FACTS)
    people = [make_person("Anna"), make_person("Bo")]
    ready = Barrier(2)

    def run(person: Person) -> None:
        try:
            ready.wait(5)
            register(person)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for outcome in [pool.submit(run, person) for person in people]:
            outcome.exception()
    return sorted(organisation.memberships.current().values_list("part", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_register_a_company_at_once_one_becomes_responsible_and_the_other_asks():
    assert _register_at_once(lambda person: register_organisation(actor=person, facts=FACTS)) == ["owner"]
    assert Message.objects.filter(kind="people.join_asked").count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_second_is_turned_away_with_an_error(monkeypatch):
    """The same race with the row's lock taken away: somebody's request breaks, and nobody is asked."""
    meet = Barrier(2)

    class Unlocked:
        def get(self, pk):
            found = Organisation.objects.get(pk=pk)
            Membership.objects.filter(organisation=found).exists()
            return found

    monkeypatch.setattr(
        type(Organisation.objects.all()), "select_for_update", lambda self, *a, **k: Unlocked()
    )
    create = Membership.objects.create

    def slowly(**values):
        meet.wait(5)
        return create(**values)

    monkeypatch.setattr(Membership.objects, "create", slowly)
    monkeypatch.setattr(organisations.Membership.objects, "create", slowly, raising=False)
    _register_at_once(lambda person: register_organisation(actor=person, facts=FACTS))
    assert Message.objects.filter(kind="people.join_asked").count() == 0


def test_a_refused_registration_leaves_nothing_behind(db):
    with pytest.raises(InvalidInput), transaction.atomic():
        register_organisation(actor=make_person("Anna"), facts=OrganisationFacts(name="X", number="1"))
    assert not Organisation.objects.exists()
    assert actions() == []


def test_ended_sessions_are_forgotten_and_others_stay(db):
    now = timezone.now()
    Session.objects.create(session_key="ended", session_data="x", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="going", session_data="x", expire_date=now + timedelta(minutes=1))
    forget_sessions(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["going"]
