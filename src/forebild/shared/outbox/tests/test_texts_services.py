import pytest

from forebild.shared.errors import InvalidInput, NotAllowed
from forebild.shared.outbox.markup import Text
from forebild.shared.outbox.models import Message, NoticeText
from forebild.shared.outbox.services import edit_notice_text, restore_notice_text, send_test
from forebild.shared.outbox.texts import current_text

BODY = "Bästa {company}\r\n\r\n[Se]({link})\r\n"


def test_the_offices_words_are_used_from_now_on(queued, received, office):
    before = queued()
    edit_notice_text(actor=office, notice=received, language="sv", subject=" Nytt: {company} ", body=BODY)
    assert current_text(received, "sv") == Text("Nytt: {company}", "Bästa {company}\n\n[Se]({link})")
    assert queued().subject == "Nytt: Exempelbolaget AB"
    assert Message.objects.get(pk=before.pk).subject == "Ert bidrag Exempelbolaget AB är mottaget"
    assert NoticeText.objects.get().edited_by == office.public_id


def test_a_second_edit_replaces_the_first_in_its_language_only(received, office):
    for language, subject in (("sv", "A"), ("en", "B"), ("sv", "C")):
        edit_notice_text(actor=office, notice=received, language=language, subject=subject, body=BODY)
    assert current_text(received, "sv").subject == "C"
    assert current_text(received, "en").subject == "B"


def test_the_shipped_words_come_back(received, office):
    for language in ("sv", "en"):
        edit_notice_text(actor=office, notice=received, language=language, subject="A", body=BODY)
    restore_notice_text(actor=office, notice=received, language="sv")
    assert current_text(received, "sv").subject == "Ert bidrag {company} är mottaget"
    assert current_text(received, "en").subject == "A"


def test_an_unknown_placeholder_is_named_and_nothing_is_saved(received, office):
    with pytest.raises(InvalidInput) as refused:
        edit_notice_text(actor=office, notice=received, language="sv", subject="{namn}", body="Hej")
    assert "{namn} is not known here" in refused.value.fields["subject"]
    assert "The button with {link} is missing" in refused.value.fields["body"]
    assert not NoticeText.objects.exists()


def test_a_test_goes_to_oneself(received, office, settings):
    first, second = (send_test(actor=office, notice=received, language="en") for _ in range(2))
    assert first != second
    assert (first.to_email, first.language) == (office.email, "en")
    assert f"{settings.SITE_URL}/\n" in first.text


def test_only_the_office_writes(received, outsider):
    with pytest.raises(NotAllowed):
        edit_notice_text(actor=outsider, notice=received, language="sv", subject="A", body=BODY)
    with pytest.raises(NotAllowed):
        restore_notice_text(actor=outsider, notice=received, language="sv")
    with pytest.raises(NotAllowed):
        send_test(actor=outsider, notice=received, language="sv")
    assert not Message.objects.exists()
    assert not NoticeText.objects.exists()


def test_what_is_changed_is_recorded(received, office, log):
    edit_notice_text(actor=office, notice=received, language="sv", subject="A", body=BODY)
    restore_notice_text(actor=office, notice=received, language="sv")
    assert log() == [(office.public_id, "outbox.text.edited"), (office.public_id, "outbox.text.restored")]
