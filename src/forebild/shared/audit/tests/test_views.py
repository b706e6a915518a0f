"""The office's page of the log, the object's own history, and the nightly tasks."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.template.loader import render_to_string
from django.urls import reverse

from forebild.shared.audit import queries, tasks, words
from forebild.shared.audit import services as audit
from forebild.shared.audit.models import Record, Verification

PAGES = [("get", "audit:record_list"), ("post", "audit:chain_check"), ("get", "audit:record_export")]


@pytest.fixture
def office(pages, client, anna):
    client.force_login(anna)
    return client


@pytest.fixture
def log(db, anna, bo, group):
    """Three records: two by Anna (one of them long ago), one by the system."""
    audit.record(anna, "test.group.renamed", group, before="<b>a</b>")
    audit.record(None, "test.person.reminded", bo, edition=group)
    audit.record(anna, "test.person.greeted", bo, programme=group)
    return Record.objects.create(
        actor=anna.public_id, action="testing.old.done", at=datetime(2020, 5, 31, 22, 30, tzinfo=UTC)
    )


def actions_on(response):
    return {line.record.action for line in response.context["lines"]}


@pytest.mark.parametrize(("method", "name"), PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(pages, client, method, name):
    response = getattr(client, method)(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.parametrize(("method", "name"), PAGES)
def test_who_may_not_is_told_so(pages, client, bo, method, name):
    client.force_login(bo)
    response = getattr(client, method)(reverse(name))
    assert response.status_code == 403
    assert b"Not you." in response.content
    assert not Verification.objects.exists()


@pytest.mark.parametrize(
    ("method", "name"), [("post", PAGES[0][1]), ("get", PAGES[1][1]), ("post", PAGES[2][1])]
)
def test_only_the_right_method(office, method, name):
    assert getattr(office, method)(reverse(name)).status_code == 405


def test_the_list_tells_who_did_what(office, log, bo):
    text = office.get("/log/").content.decode()
    assert "Anna Exempel" in text
    assert "Not signed in, or the system" in text
    assert "test.group.renamed" in text
    assert bo.public_id in text
    assert "before: &lt;b&gt;a&lt;/b&gt;" in text
    assert "1–4 of 4" in text


ALL = {"test.group.renamed", "test.person.reminded", "test.person.greeted", "testing.old.done"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ALL),
        ({"who": "anna"}, ALL - {"test.person.reminded"}),
        ({"who": "ANNA@exempel.example"}, ALL - {"test.person.reminded"}),
        ({"who": "nobody"}, set()),
        ({"action": "test"}, ALL - {"testing.old.done"}),
        ({"action": "test.group."}, {"test.group.renamed"}),
        ({"action": "test.group.renamed"}, {"test.group.renamed"}),
        ({"action": "test.gro"}, set()),
        ({"subject": "auth.Group"}, {"test.group.renamed"}),
        ({"subject": "auth.group:%"}, set()),
        ({"since_on": "2020-06-01"}, ALL),
        ({"since_on": "2020-06-02"}, ALL - {"testing.old.done"}),
        ({"until_on": "2020-06-01"}, {"testing.old.done"}),
        ({"until_on": "2020-05-31"}, set()),
        ({"since_on": "not a day", "action": "test.group"}, {"test.group.renamed"}),
        ({"since_on": "not a day"}, ALL),
        ({"page": "99"}, ALL),
        ({"who": "anna", "action": "test.person"}, {"test.person.greeted"}),
    ],
    ids=lambda value: str(sorted(value)) if isinstance(value, set) else str(value),  # the same each time
)
def test_the_list_is_filtered(office, log, asked, found):
    assert actions_on(office.get("/log/", asked)) == found


def test_the_list_is_filtered_by_ids(office, log, anna, bo, group):
    assert actions_on(office.get("/log/", {"who": anna.public_id})) == ALL - {"test.person.reminded"}
    persons = {"test.person.reminded", "test.person.greeted"}
    assert actions_on(office.get("/log/", {"subject": bo.public_id})) == persons
    assert actions_on(office.get("/log/", {"subject": f"people.person:{bo.public_id}"})) == persons
    assert actions_on(office.get("/log/", {"edition": group.pk})) == {"test.person.reminded"}
    assert actions_on(office.get("/log/", {"programme": group.pk})) == {"test.person.greeted"}


def test_a_person_who_is_gone_keeps_the_id(office, log, anna, bo):
    Record.objects.create(actor="gone", action="test.gone.away")
    assert actions_on(office.get("/log/", {"who": "gone"})) == {"test.gone.away"}
    assert ">gone<" in office.get("/log/", {"who": "gone"}).content.decode()


def test_the_pages_of_a_long_list_keep_the_filter(office, anna):
    Record.objects.bulk_create(Record(action="test.word.said", actor=anna.public_id) for _ in range(101))
    middle = office.get("/log/", {"page": 2, "action": "test"}).content.decode()
    links = re.findall(r'<a href="([^"]+)" rel="(prev|next)"', middle)
    assert links == [("?page=1&amp;action=test", "prev"), ("?page=3&amp;action=test", "next")]
    assert len(office.get("/log/", {"page": 3}).context["lines"]) == 1


def test_the_list_costs_the_same_for_one_and_for_many(office, anna, bo, group, django_assert_num_queries):
    for count in (1, 3, 50):
        for number in range(count):
            audit.record((anna, bo)[number % 2], "test.group.touched", group)
        # session, person, second factor (role, seat), what is closed (by two rooms), count, records, names,
        # verification
        with django_assert_num_queries(10):
            office.get("/log/")


def test_the_state_of_the_chain_is_told(office, group):
    assert "has not been checked yet" in office.get("/log/").content.decode()
    response = office.post("/log/check/", follow=True)
    assert "The log is unbroken" in response.content.decode()
    audit.record(None, "test.group.touched", group)  # inside this test's transaction it stays unsealed
    text = office.post("/log/check/", follow=True).content.decode()
    assert "tampered with" in text
    assert "1 record has no seal." in text
    Verification.objects.create(count=3, head="abc", fault="changed_record", position=4)
    assert "number 4 (changed_record)" in office.get("/log/").content.decode()


def test_the_export_is_downloaded(chain, pages, client, anna):
    chain(2)
    client.force_login(anna)
    response = client.get("/log/export.jsonl")
    assert re.fullmatch(
        r'attachment; filename="forebild-log-\d{4}-\d\d-\d\d\.jsonl"', response["Content-Disposition"]
    )
    assert [json.loads(line)["position"] for line in response.streaming_content] == [1, 2]


def test_a_things_own_history(db, anna, bo, group, django_assert_num_queries):
    other = Group.objects.create(name="other")
    for subject, action in [
        (group, "test.group.made"),
        (other, "test.group.other"),
        (group, "test.group.judged"),
    ]:
        audit.record(anna, action, subject)
    with django_assert_num_queries(2):
        history = queries.history_of(group)
    assert [line.record.action for line in history] == ["test.group.judged", "test.group.made"]
    assert [line.actor_name for line in history] == ["Anna Exempel"] * 2
    only = queries.history_of(group, actions={"test.group.made"})
    assert [line.record.action for line in only] == ["test.group.made"]
    shown = render_to_string("audit/history.html", {"history": only})
    assert "test.group.made" in shown
    assert str(group.pk) not in re.findall("<code>(.*?)</code>", shown)
    assert "<table" not in render_to_string("audit/history.html", {"history": queries.history_of(bo)})


def test_an_action_is_called_by_its_name(db, monkeypatch, group):
    monkeypatch.setattr(words, "_NAMES", {})
    audit.record(None, "test.group.made", group)
    words.name_actions({"test.group.made": "The group was made"})
    assert queries.history_of(group)[0].action_name == "The group was made"
    with pytest.raises(ValueError, match="no dotted verb"):
        words.name_actions({"Made": "x"})


def test_all_that_somebody_was_shown(db, anna, bo, group):
    audit.record_read(anna, group, "page")
    audit.record_read(bo, group, "page")
    assert [read.actor for read in queries.reads_by(anna.public_id)] == [anna.public_id]


def test_the_nightly_walk_says_when_the_chain_is_broken(chain, as_superuser, caplog):
    chain(2)
    tasks.check_chain(0)
    assert (Verification.objects.get().holds, caplog.messages) == (True, [])
    as_superuser("UPDATE audit_record SET action = 'x.y'")
    tasks.check_chain(0)
    assert caplog.messages == ["The log's chain does not hold at position 1: changed_record"]
    assert not queries.latest_verification().holds


def test_the_nightly_forgetting(db, anna, group):
    audit.record_read(anna, group, "page")
    queries.reads_by(anna.public_id).update(at=datetime(2020, 1, 1, tzinfo=UTC))
    tasks.forget_old_reads(0)
    assert not queries.reads_by(anna.public_id).exists()
