"""The chain: in the order of the commits, without gaps, and whatever is changed behind it shows."""

import runpy
import shutil
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta, timezone
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction

from forebild.shared.audit import chain as chain_module
from forebild.shared.audit import services as audit
from forebild.shared.audit import verify
from forebild.shared.audit.chain import START, Fault, Report, verify_file
from forebild.shared.audit.export import jsonl
from forebild.shared.audit.models import Record, Seal
from forebild.shared.audit.tests.conftest import in_threads
from forebild.shared.audit.verify import verify_chain


def test_an_empty_log_holds(db):
    assert verify_chain() == Report(count=0, head=START)


def test_an_untouched_chain_holds(chain):
    chain(5)
    report = verify_chain()
    assert report.holds
    assert (report.count, report.head) == (5, Seal.objects.get(position=5).digest)


def test_it_is_walked_in_batches(chain, monkeypatch):
    monkeypatch.setattr(verify, "_AT_A_TIME", 2)
    chain(5)
    assert verify_chain().count == 5


def test_several_records_of_one_commit_keep_their_order(transactional_db, group):
    with transaction.atomic():
        made = [audit.record(None, "test.group.touched", group, number=number).pk for number in range(4)]
    assert list(Seal.objects.order_by("position").values_list("record_id", flat=True)) == made


def test_positions_follow_the_commits_not_the_writes(transactional_db, group):
    written = threading.Event()
    committed = threading.Event()

    def early_writer_late_commit(_number):
        with transaction.atomic():
            audit.record(None, "test.group.written_first", group)
            written.set()
            committed.wait(10)

    def late_writer_early_commit(_number):
        written.wait(10)
        with transaction.atomic():
            audit.record(None, "test.group.committed_first", group)
        committed.set()

    both = [early_writer_late_commit, late_writer_early_commit]
    assert in_threads(2, lambda number: both[number](number)) == []
    order = Seal.objects.order_by("position").values_list("record__action", flat=True)
    assert list(order) == ["test.group.committed_first", "test.group.written_first"]


# {3} stands for the key of the record at position 3
TAMPERINGS = {
    "a record changed": (
        "UPDATE audit_record SET details_json = '{\"number\": 9}' WHERE id = {3}",
        Fault.CHANGED_RECORD,
        3,
    ),
    "an actor changed": ("UPDATE audit_record SET actor = 'x' WHERE id = {4}", Fault.CHANGED_RECORD, 4),
    "a time changed": (
        "UPDATE audit_record SET at = at + interval '1 microsecond' WHERE id = {1}",
        Fault.CHANGED_RECORD,
        1,
    ),
    "a record deleted": ("DELETE FROM audit_record WHERE id = {2}", Fault.MISSING_RECORD, 2),
    "a seal deleted": ("DELETE FROM audit_seal WHERE position = 3", Fault.MISSING_SEAL, 3),
    "a record and its seal deleted": (
        """DELETE FROM audit_seal WHERE position = 2;
           DELETE FROM audit_record WHERE id = {2}""",
        Fault.MISSING_SEAL,
        2,
    ),
    "cut out, and the gap closed": (
        """DELETE FROM audit_seal WHERE position = 2;
           DELETE FROM audit_record WHERE id = {2};
           UPDATE audit_seal SET position = -position WHERE position > 2;
           UPDATE audit_seal SET position = -position - 1 WHERE position < 0""",
        Fault.BROKEN_LINK,
        2,
    ),
    "reordered": (
        """UPDATE audit_seal SET position = 99 WHERE position = 2;
           UPDATE audit_seal SET position = 2 WHERE position = 4;
           UPDATE audit_seal SET position = 4 WHERE position = 99""",
        Fault.BROKEN_LINK,
        2,
    ),
    "two records swapped": (
        """UPDATE audit_seal SET record_id = -1 WHERE position = 3;
           UPDATE audit_seal SET record_id = {3} WHERE position = 5;
           UPDATE audit_seal SET record_id = {5} WHERE position = 3""",
        Fault.CHANGED_RECORD,
        3,
    ),
    "changed and sealed anew": (
        """UPDATE audit_record SET action = 'x.y' WHERE id = {2};
           UPDATE audit_seal s SET digest = encode(sha256(convert_to(
               s.previous || E'\\n' || audit_sealed_text(r), 'UTF8')), 'hex')
           FROM audit_record r WHERE r.id = s.record_id""",
        Fault.BROKEN_LINK,
        3,
    ),
}


@pytest.mark.parametrize(("sql", "fault", "position"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_tampering_is_found_where_it_was_done(chain, as_superuser, sql, fault, position, tmp_path):
    chain(5)
    for number, pk in enumerate(Seal.objects.order_by("position").values_list("record_id", flat=True), 1):
        sql = sql.replace(f"{{{number}}}", str(pk))
    as_superuser(sql)
    report = verify_chain()
    assert (report.fault, report.position, report.count) == (fault, position, position - 1)
    assert not report.holds
    (tmp_path / "log.jsonl").write_text("".join(jsonl()))
    from_outside = verify_file(tmp_path / "log.jsonl")
    assert (from_outside.fault, from_outside.position) == (fault, position)


def test_a_record_slipped_in_past_the_triggers_has_no_seal(chain, as_superuser):
    chain(2)
    as_superuser(
        """INSERT INTO audit_record
             (at, actor, action, subject_model, subject_id, edition, programme, details_json)
           VALUES (now(), '', 'x.y', '', '', '', '', '{}')"""
    )
    report = verify_chain()
    assert (report.fault, report.unsealed_count, report.holds) == (None, 1, False)


def test_a_cut_tail_shows_only_to_who_noted_a_digest(chain, as_superuser):
    chain(5)
    noted = {4: Seal.objects.get(position=4).digest}
    assert verify_chain(known=noted).holds
    as_superuser("DELETE FROM audit_record WHERE id IN (SELECT record_id FROM audit_seal WHERE position > 3)")
    as_superuser("DELETE FROM audit_seal WHERE position > 3")
    assert verify_chain().holds
    report = verify_chain(known=noted)
    assert (report.fault, report.position) == (Fault.MISSING_SEAL, 4)


def test_a_chain_forged_from_the_start_differs_from_the_noted_digest(chain):
    chain(3)
    report = verify_chain(known={2: "f" * 64})
    assert (report.fault, report.position, report.count) == (Fault.NOT_AS_KNOWN, 2, 1)


def test_eight_writers_make_one_chain(transactional_db, group):
    def commit_fifty(number):
        for turn in range(50):
            with transaction.atomic():
                audit.record(None, "test.group.touched", group, thread=number, turn=turn)

    assert in_threads(8, commit_fifty) == []
    assert list(Seal.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 401))
    assert verify_chain().holds


def two_commits_at_once(group):
    """One transaction has sealed but not committed when another seals; returns what was raised."""
    sealed = threading.Event()

    def work(number):
        with transaction.atomic(), connection.cursor() as cursor:
            if number:
                sealed.wait(10)
            audit.record(None, "test.group.touched", group, number=number)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            sealed.set()
            time.sleep(0 if number else 0.3)

    return in_threads(2, work)


def test_the_second_of_two_commits_waits_for_the_first(transactional_db, group):
    assert two_commits_at_once(group) == []
    assert (verify_chain().holds, verify_chain().count) == (True, 2)


def test_control_without_the_lock_the_second_does_not_chain(transactional_db, group, replaced_function):
    replaced_function("audit_lock_chain", "void", "sql", "SELECT null::void")
    raised = two_commits_at_once(group)
    assert [type(error) for error in raised] == [IntegrityError]


def record_with_an_old_snapshot(chain, group):
    """Another commits after this transaction took its one snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        assert Seal.objects.count() == 1
        assert in_threads(1, lambda _number: chain(1)) == []
        audit.record(None, "test.group.touched", group)


def test_a_transaction_with_an_old_snapshot_is_refused_rather_than_chained_wrongly(chain, group):
    chain(1)
    with pytest.raises(IntegrityError):
        record_with_an_old_snapshot(chain, group)
    assert (verify_chain().holds, verify_chain().count) == (True, 2)


def write_then_need_a_locked_row(group):
    """A commit that must still wait for a row, against the row's holder who commits too."""
    permission = Permission.objects.first()
    held = threading.Event()
    waiting = threading.Event()

    def holder(_number):
        with transaction.atomic():
            Group.objects.select_for_update().get(pk=group.pk)
            held.set()
            waiting.wait(10)
            time.sleep(0.3)  # the other stands in its commit now
            audit.record(None, "test.group.locked", group)

    def member(_number):
        held.wait(10)
        with transaction.atomic():
            audit.record(None, "test.group.joined", group)
            group.permissions.through.objects.create(group_id=group.pk, permission=permission)
            waiting.set()

    both = [holder, member]
    return in_threads(2, lambda number: both[number](number))


def test_sealing_waits_for_no_row(transactional_db, group):
    assert write_then_need_a_locked_row(group) == []
    assert (verify_chain().holds, verify_chain().count) == (True, 2)


def test_control_sealing_in_one_step_deadlocks(transactional_db, group, replaced_function):
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'audit_seal_record'")
        (body,) = cursor.fetchone()
    replaced_function("audit_note_unsealed", "trigger", "plpgsql", body.replace("NEW.record_id", "NEW.id"))
    raised = write_then_need_a_locked_row(group)
    assert [type(error) for error in raised] == [OperationalError]
    assert "deadlock" in str(raised[0])


@pytest.fixture
def replaced_function(transactional_db):
    """Put another body into one of the chain's functions; the right one comes back afterwards."""
    undo = []

    def replace(name, returns, language, body):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = %s", [name])
            undo.extend(cursor.fetchone())
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS {returns} LANGUAGE {language} AS $${body}$$"
            )

    yield replace
    with connection.cursor() as cursor:
        for definition in undo:
            cursor.execute(definition)


def test_the_trigger_and_the_verifier_write_the_same_text(transactional_db, group):
    with transaction.atomic():
        made = audit.record(
            None, "test.word.said", group, edition=group, word='å "\\ \n\r\t\b\f\x01\x7f \u2028 😀'
        )
        Record.objects.create(action="a.b", at=datetime(1999, 1, 1, tzinfo=timezone(timedelta(minutes=90))))
    for record in Record.objects.all():
        with connection.cursor() as cursor:
            cursor.execute("SELECT audit_sealed_text(r) FROM audit_record r WHERE id = %s", [record.pk])
            assert cursor.fetchone() == (verify.sealed_text(record),)
    assert made.pk


def test_an_outsider_needs_only_the_file_and_python(chain, as_superuser, tmp_path):
    chain(3)
    (tmp_path / "log.jsonl").write_text("".join(jsonl()))
    shutil.copy(chain_module.__file__, tmp_path / "chain.py")

    def run():
        command = [sys.executable, "-I", "-S", "chain.py", "log.jsonl"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (run().returncode, run().stdout.splitlines()) == (
        0,
        [f"3 positions hold; the last digest is {verify_chain().head}"],
    )
    text = (tmp_path / "log.jsonl").read_text()
    (tmp_path / "log.jsonl").write_text(text.replace("touched", "tuched", 2).replace("tuched", "touched", 1))
    assert run().returncode == 1
    assert "Position 2 does not hold: changed_record" in run().stdout


@pytest.mark.parametrize("line", ["", "not json", "[]", "{}", '{"position": 2}', "2"])
def test_an_unreadable_line_is_a_fault_at_its_place(chain, tmp_path, line):
    chain(2)
    first, _second = jsonl()
    (tmp_path / "log.jsonl").write_text(first + line + "\n")
    report = verify_file(tmp_path / "log.jsonl")
    assert (report.fault, report.position, report.count) == (Fault.UNREADABLE, 2, 1)


def test_the_script_says_how_it_is_used(capsys, tmp_path, monkeypatch):
    (tmp_path / "empty").write_text("")
    monkeypatch.setattr(sys, "argv", ["chain.py", str(tmp_path / "empty")])
    with pytest.raises(SystemExit, match=r"^0$"):
        runpy.run_path(chain_module.__file__, run_name="__main__")
    assert chain_module.main([]) == 2
    assert "Usage" in capsys.readouterr().out
    assert chain_module.main([str(tmp_path / "empty")]) == 0
    (tmp_path / "empty").write_text("?")
    assert chain_module.main([str(tmp_path / "empty")]) == 1


def test_the_commands(chain, as_superuser, tmp_path):
    chain(3)
    head = Seal.objects.get(position=3).digest
    said = StringIO()
    call_command("verify_audit", known=[f"3:{head}"], stdout=said)
    assert said.getvalue() == f"3 positions hold; the last digest is {head}\n"
    with pytest.raises(CommandError, match="Position 3 does not hold: not_as_known"):
        call_command("verify_audit", known=["3:x"])
    exported = StringIO()
    call_command("export_audit", stdout=exported)
    Path(tmp_path / "log.jsonl").write_text(exported.getvalue())
    assert verify_file(tmp_path / "log.jsonl") == verify_chain()
    as_superuser("DELETE FROM audit_seal WHERE position = 3")
    with pytest.raises(CommandError, match="1 records have no seal"):
        call_command("verify_audit")
