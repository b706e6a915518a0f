"""Links: made once, bound to a purpose, spent once, over at the second."""

import hashlib
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from forebild.shared.links import services as links
from forebild.shared.links import tasks
from forebild.shared.links.models import Link
from forebild.shared.links.services import LinkExpired, LinkUnknown, LinkUsed
from forebild.shared.links.tests.conftest import issue

NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)


def test_a_link_is_known_by_its_token_for_its_purpose(token):
    link = links.look_up(token, "test.answer")
    assert (link.purpose, link.subject_id, link.email, link.person) == (
        "test.answer",
        "case-1",
        "anna@exempel.example",
        "",
    )
    assert link.single_use


def test_a_link_may_know_its_reader(db):
    anna = get_user_model().objects.create(email="anna@exempel.example")
    assert links.look_up(issue(person=anna), "test.answer").person == anna.public_id


def test_the_token_itself_is_stored_nowhere(token):
    row = Link.objects.values_list().get()
    assert not any(token in str(value) or token[5:] in str(value) for value in row)
    assert hashlib.sha256(f"test.answer:{token}".encode()).hexdigest() in row


def test_tokens_differ_and_are_long_enough(db):
    tokens = {issue() for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token.removeprefix("link-")) == 26 for token in tokens)  # of 32 letters: 130 bits


@pytest.mark.parametrize("wrong", ["", "link-", "å" * 5000, "\x00", "\ud800", "' OR 1=1 --"])
def test_another_token_is_unknown(token, wrong, django_assert_num_queries):
    for text in (wrong, token + wrong + " ", token.upper()):
        with pytest.raises(LinkUnknown, match="do not know this link"), django_assert_num_queries(1):
            links.look_up(text, "test.answer")


def test_another_purpose_does_not_know_it(token):
    with pytest.raises(LinkUnknown):
        links.look_up(token, "test.other")


def test_a_stored_purpose_changed_behind_our_back_opens_nothing(token):
    Link.objects.update(purpose="test.other")
    for purpose in ("test.other", "test.answer"):
        with pytest.raises(LinkUnknown):
            links.look_up(token, purpose)


def test_it_works_until_its_last_second_and_not_at_the_next(db):
    with time_machine.travel(NOON, tick=False):
        token = issue(lifetime=timedelta(hours=1))
    with time_machine.travel(NOON + timedelta(minutes=60, microseconds=-1), tick=False):
        link = links.look_up(token, "test.answer")
    with time_machine.travel(NOON + timedelta(minutes=60), tick=False):
        with pytest.raises(LinkExpired, match="time for this link is over"):
            links.look_up(token, "test.answer")
        with pytest.raises(LinkExpired):
            links.use(link)
    link.refresh_from_db()
    assert link.used_at is None


def test_it_works_once(token):
    link = links.look_up(token, "test.answer")
    links.use(link)
    assert link.used_at == Link.objects.get().used_at is not None
    with pytest.raises(LinkUsed, match="only once and has been used"):
        links.use(link)
    with pytest.raises(LinkUsed):
        links.look_up(token, "test.answer")


def test_that_it_was_used_is_said_even_when_it_has_expired_since(token):
    links.use(links.look_up(token, "test.answer"))
    with time_machine.travel(timezone.now() + timedelta(days=30)), pytest.raises(LinkUsed):
        links.look_up(token, "test.answer")


def test_one_for_repeated_use_works_until_it_expires_and_remembers_the_first(db):
    with time_machine.travel(NOON, tick=False):
        link = links.look_up(token := issue(single_use=False), "test.answer")
        links.use(link)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        links.use(links.look_up(token, "test.answer"))
    assert Link.objects.get().used_at == NOON
    with time_machine.travel(NOON + timedelta(days=14), tick=False), pytest.raises(LinkExpired):
        links.use(link)


def test_a_rollback_gives_the_link_back(transactional_db):
    link = links.look_up(token := issue(), "test.answer")
    with transaction.atomic():
        links.use(link)
        transaction.set_rollback(True)
    assert links.look_up(token, "test.answer").used_at is None


def test_it_is_used_in_a_transaction(transactional_db):
    link = links.look_up(issue(), "test.answer")
    with pytest.raises(RuntimeError, match="transaction"):
        links.use(link)
    link.refresh_from_db()
    assert link.used_at is None


def test_links_are_called_back_by_purpose_and_subject(db):
    gone = [issue(), issue(single_use=False)]
    kept = [(issue(subject_id="case-2"), "test.answer"), (issue(purpose="test.other"), "test.other")]
    used_repeatedly = links.look_up(gone[1], "test.answer")
    links.use(used_repeatedly)
    assert links.revoke(purpose="test.answer", subject_id="case-1") == 2
    for token in gone:
        with pytest.raises(LinkExpired, match="replaced or withdrawn"):
            links.look_up(token, "test.answer")
    with pytest.raises(LinkExpired):
        links.use(used_repeatedly)
    for token, purpose in kept:
        assert links.look_up(token, purpose)
    assert links.revoke(purpose="test.answer", subject_id="case-1") == 0


def test_what_is_used_or_expired_is_not_called_back(db):
    links.use(links.look_up(issue(), "test.answer"))
    with time_machine.travel(timezone.now() - timedelta(days=20)):
        issue()
    assert links.revoke(purpose="test.answer", subject_id="case-1") == 0


def test_a_link_must_live_a_while(db):
    with pytest.raises(IntegrityError, match="link_lives_a_while"):
        issue(lifetime=timedelta(0))


def naive_use(link):
    """The control: read, look, write. What `use` would be without the compare-and-set."""
    link.refresh_from_db()
    links._demand_open(link, timezone.now())
    threading.Event().wait(0.2)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])


def used_by_two(use):
    """Two readers press at once; returns how many were let through and what the others were told."""
    token = issue()
    start = threading.Barrier(2)
    told = []

    def press():
        try:
            link = links.look_up(token, "test.answer")
            start.wait(10)
            with transaction.atomic():
                use(link)
                threading.Event().wait(0.1)
            told.append(None)
        except LinkUsed as refusal:
            told.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return told.count(None), len(told)


def test_of_two_at_once_one_wins(transactional_db):
    for _ in range(5):
        assert used_by_two(links.use) == (1, 2)


def test_control_without_the_compare_and_set_both_win(transactional_db):
    assert used_by_two(naive_use) == (2, 2)


def test_the_second_wins_when_the_first_is_rolled_back(transactional_db):
    token = issue()
    used = threading.Event()
    outcome = []

    def first():
        try:
            with transaction.atomic():
                links.use(links.look_up(token, "test.answer"))
                used.set()
                threading.Event().wait(0.3)
                transaction.set_rollback(True)
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    used.wait(10)
    with transaction.atomic():
        links.use(links.look_up(token, "test.answer"))
        outcome.append("used")
    thread.join(20)
    assert outcome == ["used"]
    assert Link.objects.get().used_at is not None


def test_old_links_are_forgotten(db):
    with time_machine.travel(NOON, tick=False):
        token = issue(lifetime=timedelta(days=1))
        issue(lifetime=timedelta(days=1, seconds=1), subject_id="younger")
    last_day = NOON + timedelta(days=91)
    assert links.forget_old_links(now=last_day) == 0
    with time_machine.travel(last_day + timedelta(seconds=1), tick=False):
        tasks.forget_old_links(0)
    assert [link.subject_id for link in Link.objects.all()] == ["younger"]
    with pytest.raises(LinkUnknown):
        links.look_up(token, "test.answer")


def test_whether_somebody_may_still_use_a_link(db):
    assert not links.is_open(purpose="test.answer", subject_id="case-1")
    issue(single_use=False)
    assert links.is_open(purpose="test.answer", subject_id="case-1")
    assert not links.is_open(purpose="test.other", subject_id="case-1")
    links.revoke(purpose="test.answer", subject_id="case-1")
    assert not links.is_open(purpose="test.answer", subject_id="case-1")
