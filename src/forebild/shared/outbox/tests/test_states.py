from forebild.shared.outbox.models import Message
from forebild.shared.outbox.states import OUTBOX


def test_every_state_has_a_name_for_people():
    assert set(OUTBOX.states) | {"held"} == set(Message.State.values)


def test_sent_and_stopped_are_the_end():
    ends = {state for state in Message.State.values if not any(before == state for before, _ in OUTBOX.moves)}
    assert ends == {"sent", "stopped"}


def test_nothing_leads_from_unknown_to_new_but_a_person():
    assert {action for (state, action) in OUTBOX.moves if state == "unknown"} == {
        "accept",
        "resend",
        "give_up",
    }
