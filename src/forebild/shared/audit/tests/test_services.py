"""What is written to the log, and that nothing there is ever changed."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy

from forebild.shared import audit as package
from forebild.shared.audit import services as audit
from forebild.shared.audit.details import as_json, plain
from forebild.shared.audit.models import ReadRecord, Record, Seal
from forebild.shared.permissions import Permission


def test_a_record_tells_who_did_what_to_what(db, anna, bo, group):
    made = audit.record(anna, "test.group.renamed", group, edition=bo, programme=group, before="a", after="b")
    made.refresh_from_db()
    assert (made.actor, made.action) == (anna.public_id, "test.group.renamed")
    assert (made.subject_model, made.subject_id) == ("auth.group", str(group.pk))
    assert (made.edition, made.programme) == (bo.public_id, str(group.pk))
    assert audit.record(anna, "test.group.renamed", group, edition="e1").edition == "e1"
    assert made.details == {"before": "a", "after": "b"}


def test_it_is_called_by_the_package_itself(db, group):
    assert package.record(None, "test.group.touched", group).pk
    assert package.record_read(None, group, "page").pk
    with pytest.raises(AttributeError, match="no attribute 'other'"):
        package.other  # noqa: B018 that it is not there is the point


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_the_system_and_the_unknown_are_nobody(db, nobody):
    made = audit.record(nobody, "test.night.passed", None)
    assert (made.actor, made.subject_model, made.subject_id) == ("", "", "")


def test_somebody_with_a_public_id_is_named_by_it(db, anna, bo):
    assert audit.record(anna, "test.person.greeted", bo).subject_id == bo.public_id


def test_a_detail_may_be_called_as_the_first_three_are(db, anna):
    made = audit.record(anna, "test.word.said", None, actor="x", action="y", subject="z")
    assert made.details == {"actor": "x", "action": "y", "subject": "z"}


@pytest.mark.parametrize(
    "verb", ["", "submitted", "Entry.submitted", "entry submitted", "entry..x", "entry.x\n"]
)
def test_an_action_is_a_dotted_verb(db, verb):
    with pytest.raises(ValueError, match=r"area\.thing\.done"):
        audit.record(None, verb, None)


def test_a_record_belongs_in_a_transaction(transactional_db):
    with pytest.raises(RuntimeError, match="transaction"):
        audit.record(None, "test.word.said", None)
    assert not Record.objects.exists()


def test_a_record_costs_one_statement(db, anna, group, django_assert_num_queries):
    for details in ({}, {"groups": [group, group, group]}):
        with django_assert_num_queries(1):
            audit.record(anna, "test.group.touched", group, **details)


def test_details_become_plain(db, anna, group):
    values = {
        "amount": Decimal("12.50"),
        "at": datetime(2027, 3, 3, 23, 59, tzinfo=timezone(timedelta(hours=1))),
        "on": date(2027, 3, 3),
        "of": anna,
        "both": (group, None, True, 1.5),
        "some": {"b", "a"},
        "permission": Permission.PUBLIC,
        "text": gettext_lazy("A text of no catalogue"),
        "deep": {1: ["å"]},
    }
    assert json.loads(as_json(values)) == {
        "amount": "12.50",
        "at": "2027-03-03T22:59:00+00:00",
        "on": "2027-03-03",
        "of": anna.public_id,
        "both": [str(group.pk), None, True, 1.5],
        "some": ["a", "b"],
        "permission": "public",
        "text": "A text of no catalogue",
        "deep": {"1": ["å"]},
    }


def test_the_same_details_are_the_same_text():
    assert as_json({"b": {2, 1}, "a": "å"}) == as_json({"a": "å", "b": {1, 2}}) == '{"a": "å", "b": [1, 2]}'


def test_an_address_typed_into_a_reason_is_masked():
    masked = plain({"anna@exempel.example": "Ring <anna.x@exempel.example>, eller 2@3."})
    assert masked == {"[e-mail]": "Ring <[e-mail]>, eller 2@3."}


@pytest.mark.parametrize("value", [object(), b"bytes", 1j])
def test_what_has_no_plain_form_is_refused(value):
    with pytest.raises(TypeError, match="cannot hold"):
        as_json({"value": value})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), datetime(2027, 1, 1)])  # noqa: DTZ001 that is the point
def test_what_would_be_ambiguous_is_refused(value):
    with pytest.raises(ValueError):  # noqa: PT011 two texts, one of them Python's own
        as_json({"value": value})


def test_characters_that_no_database_takes_do_not_stop_the_business(chain):
    with transaction.atomic():
        made = audit.record(None, "test.word.said", None, word='a\x00b\ud800\u2028\x7f"\\\n\t\x1f')
    assert Record.objects.get(pk=made.pk).details["word"] == 'a\x00b?\u2028\x7f"\\\n\t\x1f'
    assert audit.check_chain().holds


@pytest.mark.parametrize("model", [Record, Seal])
def test_what_is_written_stays(chain, model):
    chain(2)
    before = list(model.objects.order_by("pk").values())
    changes = [
        lambda: model.objects.update(**({"action": "x.y"} if model is Record else {"digest": "x"})),
        lambda: model.objects.all()._raw_delete("default"),
        lambda: model.objects.all().delete(),
        lambda: model.objects.first().save(),
    ]
    for change in changes:
        with pytest.raises(IntegrityError, match="append-only"):
            change()
    assert list(model.objects.order_by("pk").values()) == before


def test_only_a_test_database_can_be_emptied(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'audit_refuse_change'")
        (here,) = cursor.fetchone()
        elsewhere = here.replace("current_database()", "'forebild'")  # the same, in a database of that name
        assert elsewhere != here
        cursor.execute(elsewhere.replace("public.audit_refuse_change", "pg_temp.refuse_elsewhere"))
        cursor.execute("CREATE TEMPORARY TABLE kept (id integer) ON COMMIT DROP")
        cursor.execute(
            "CREATE TRIGGER not_emptied BEFORE TRUNCATE ON kept"
            " FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.refuse_elsewhere()"
        )
        with pytest.raises(IntegrityError, match="TRUNCATE refused"), transaction.atomic():
            cursor.execute("TRUNCATE kept")
        cursor.execute(
            "SELECT count(*) FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE proname = 'audit_refuse_change' AND tgname LIKE '%_not_emptied'"
        )
        assert cursor.fetchone() == (2,)  # both tables have the guard that was tried here
    assert connection.settings_dict["NAME"].startswith("test_")


class Stop(Exception):
    """Undoes a transaction."""


def record_and_undo(group):
    with transaction.atomic():
        audit.record(None, "test.group.undone", group)
        raise Stop


def test_a_rollback_leaves_nothing(transactional_db, group):
    with pytest.raises(Stop):
        record_and_undo(group)
    with transaction.atomic():
        audit.record(None, "test.group.first", group)
        with pytest.raises(Stop):
            record_and_undo(group)
        audit.record(None, "test.group.last", group)
    sealed = Seal.objects.order_by("position").values_list("position", "record__action")
    assert list(sealed) == [(1, "test.group.first"), (2, "test.group.last")]
    assert Record.objects.count() == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_unsealed")
        assert cursor.fetchone() == (0,)


def test_readings_are_noted_and_forgotten_after_twelve_months(db, anna, group):
    now = datetime(2027, 3, 3, 12, tzinfo=UTC)
    for age in (timedelta(days=365, seconds=1), timedelta(days=365), timedelta(0)):
        note = audit.record_read(anna, group, "entry page")
        ReadRecord.objects.filter(pk=note.pk).update(at=now - age)
    assert audit.forget_old_reads(now=now) == 1
    kept = list(ReadRecord.objects.values_list("actor", "subject_model", "subject_id", "via", "at"))
    about = (anna.public_id, "auth.group", str(group.pk), "entry page")
    assert kept == [(*about, now), (*about, now - timedelta(days=365))]


def test_forgetting_reads_the_clock_itself(db, anna):
    audit.record_read(anna, Group.objects.create(name="x"), "page")
    assert audit.forget_old_reads() == 0
