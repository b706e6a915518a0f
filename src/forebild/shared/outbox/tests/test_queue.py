from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from forebild.shared.errors import InvalidInput
from forebild.shared.outbox.models import Attachment, Message
from forebild.shared.outbox.notices import Notice, register
from forebild.shared.outbox.services import Recipient, queue, queue_text

ANNA = Recipient("anna@exempel.example", "en", "anna1")


def jobs() -> list[dict]:
    return list(
        ProcrastinateJob.objects.filter(task_name="outbox.deliver")
        .order_by("pk")
        .values("args", "priority", "scheduled_at", "status", "queueing_lock", "queue_name")
    )


def test_a_notice_is_written_in_the_recipients_language(queued, office, settings):
    message = queued(to=ANNA, key="k1", actor=office)
    assert (message.state, message.to_email, message.to_person) == ("new", "anna@exempel.example", "anna1")
    assert (message.language, message.kind, message.batch) == ("en", "outbox.entry_received", "")
    assert message.subject == "We have received your entry, Exempelbolaget AB"
    assert f"See the entry:\n{settings.SITE_URL}/bidrag/1/\n" in message.text
    assert f'href="{settings.SITE_URL}/bidrag/1/"' in message.html
    assert message.queued_by == office.public_id
    assert (message.is_private, message.is_urgent) == (False, False)


def test_an_unknown_language_falls_back_to_swedish(queued):
    assert queued(to=Recipient("a@b.example", "fi")).subject == "Ert bidrag Exempelbolaget AB är mottaget"


def test_the_job_comes_with_the_message(queued):
    message = queued()
    assert jobs() == [
        {
            "args": {"message": message.public_id},
            "priority": 0,
            "scheduled_at": None,
            "status": "todo",
            "queueing_lock": f"outbox:{message.public_id}",
            "queue_name": "mail",
        }
    ]


def test_neither_message_nor_job_survives_a_business_action_that_fails(transactional_db, received, queued):
    def fail_after_queueing() -> None:
        with transaction.atomic():
            queued()
            assert len(jobs()) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_queueing()
    assert not Message.objects.exists()
    assert jobs() == []


def test_an_urgent_notice_goes_before_the_others(received, no_jobs):
    urgent = register(
        Notice(
            "outbox.code", {"company": "a", "link": "/"}, urgent=True, private=True, folder=received.folder
        )
    )
    (received.folder / "code.sv.txt").write_text("Subject: {company}\n\n[A]({link})", encoding="utf-8")
    message = queue(notice=urgent, to=Recipient("a@b.example"), values={"company": "x", "link": "/"}, key="u")
    assert message.is_private
    assert jobs()[0]["priority"] == 10


def test_the_same_key_is_the_same_message(queued):
    first = queued(key="k", to=ANNA)
    assert queued(key="k", to=ANNA) == first
    moved = Recipient("ny@exempel.example", "en", "anna1")  # the same person, at another address by now
    assert queued(key="k", to=moved) == first
    assert Message.objects.count() == len(jobs()) == 1


@pytest.mark.parametrize(
    "to", [Recipient("bo@exempel.example"), Recipient("anna@exempel.example", "en", "bo1")]
)
def test_a_key_that_two_recipients_share_is_a_mistake(queued, to):
    queued(key="k", to=ANNA)
    with pytest.raises(ValueError, match="belongs to another letter"):
        queued(key="k", to=to)


def test_a_key_that_two_notices_share_is_a_mistake(queued):
    queued(key="k", to=ANNA)
    with pytest.raises(ValueError, match="belongs to another letter"):
        queue_text(kind="other", to=ANNA, subject="a", text="b", key="k")


def test_a_notice_that_nobody_declared_is_a_mistake(db, received):
    stranger = Notice("outbox.entry_received", received.placeholders, folder=received.folder, urgent=True)
    with pytest.raises(ValueError, match="is not declared"):
        queue(notice=stranger, to=ANNA, values={"company": "a", "link": "/"}, key="k")


def test_wrong_values_are_a_mistake(queued):
    with pytest.raises(ValueError, match="needs exactly"):
        queued(values={"company": "a"})
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "email",
    [
        "",
        "anna",
        "anna@exempel.example\r\nBcc: x@y.example",
        "anna@exempel.example, bo@exempel.example",
        '"a b"@exempel.example',
        '"ab"@exempel.example',
        f"anna@{'å' * 63}.example",
    ],
)
def test_an_address_that_no_mail_can_go_to_is_refused(queued, email):
    with pytest.raises(InvalidInput) as refused:
        queued(to=Recipient(email))
    assert set(refused.value.fields) == {"email"}
    assert not Message.objects.exists()


def test_a_held_message_has_no_job_yet(queued):
    message = queued(hold=True, batch="edition-2027:letters")
    assert (message.state, message.batch) == ("held", "edition-2027:letters")
    assert jobs() == []


def test_a_message_for_later_has_its_job_then(queued):
    later = timezone.now() + timedelta(days=1)
    assert queued(not_before=later).not_before == later
    assert jobs()[0]["scheduled_at"] == later


@pytest.mark.parametrize("batch", ["a/b", "a b", "å?", "x" * 121])
def test_a_batch_has_a_name_that_fits_an_address(queued, batch):
    with pytest.raises(ValueError, match="batch"):
        queued(batch=batch)


def test_attachments_are_kept_with_the_message(queued):
    message = queued(
        attachments=[("Å/”kopia”\r\n.pdf", "application/pdf", b"%PDF"), ("b.csv", "text/csv", b"")]
    )
    assert [(a.name, a.content_type, bytes(a.content)) for a in message.attachments.all()] == [
        ("Å__kopia_ .pdf", "application/pdf", b"%PDF"),
        ("b.csv", "text/csv", b""),
    ]


def test_too_much_is_not_attached(queued, monkeypatch):
    monkeypatch.setattr("forebild.shared.outbox.services.queueing.ATTACHMENTS_LIMIT", 3)
    queued(attachments=[("a.csv", "text/csv", b"12"), ("b.csv", "text/csv", b"3")])
    with pytest.raises(ValueError, match="More than 3 bytes"):
        queued(attachments=[("a.csv", "text/csv", b"12"), ("b.csv", "text/csv", b"34")])
    assert Message.objects.count() == 1


def test_a_type_that_would_break_a_header_is_refused_by_the_database(queued):
    with pytest.raises(IntegrityError, match="attachment_type_is_plain"), transaction.atomic():
        queued(attachments=[("a.csv", "text/csv\r\nX: y", b"")])


def test_finished_words_are_sent_as_they_stand(office, no_jobs):
    message = queue_text(
        kind="library.notice",
        to=ANNA,
        subject="Hej\r\nBcc: x",
        text="\n\n{company} <b>\n- a\n\n\n[b]({link})\x00 https://ond.example/\n",
        key="t",
        actor=office,
        private=True,
        urgent=True,
    )
    assert message.subject == "Hej Bcc: x"
    assert message.text == "{company} <b>\n- a\n\n[b]({link}) https://ond.example/\n"
    assert "<p>{company} &lt;b&gt;<br>- a</p>" in message.html
    assert "<a " not in message.html
    assert (message.is_private, message.is_urgent, message.queued_by) == (True, True, office.public_id)
    assert jobs()[0]["priority"] == 10


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "lost"}, "outbox_message_state_is_known"),
        ({"state": "sending"}, "outbox_sending_has_worker_and_lease"),
        ({"state": "sending", "worker": "w"}, "outbox_sending_has_worker_and_lease"),
        ({"state": "sent"}, "outbox_sent_has_its_time"),
        ({"sent_at": timezone.now()}, "outbox_sent_has_its_time"),
        ({"language": "fi"}, "outbox_language_is_known"),
        ({"subject": "a\nBcc: b"}, "outbox_subject_is_one_line"),
        ({"subject": ""}, "outbox_subject_is_one_line"),
        ({"to_email": "a@b\n"}, "outbox_has_an_address"),
        ({"to_email": "a@b,c@d"}, "outbox_has_an_address"),
        ({"key": ""}, "outbox_has_a_key"),
    ],
)
def test_the_database_refuses_what_cannot_be(queued, changes, constraint):
    message = queued()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**changes)


def test_a_message_is_named_by_its_kind_and_address(queued):
    assert str(queued()) == "outbox.entry_received → anna@exempel.example"
    assert Attachment._meta.verbose_name == "attachment"
