"""allauth's pages wear our look and speak our languages, in every state that a person meets."""

import json
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from tests.browser import assert_accessible, assert_reflows

pytestmark = pytest.mark.django_db

SIGNED_OUT = {
    "/konto/login/": ("Logga in", "Sign in"),
    "/konto/login/code/": ("Logga in", "Sign in"),
    "/konto/password/reset/": ("Här finns inget att göra", "There is nothing to do here"),
    "/konto/inactive/": ("Kontot är stängt", "This account is closed"),
}
SIGNED_IN = {
    "/konto/logout/": ("Logga ut?", "Sign out?"),
    "/konto/email/": ("Här finns inget att göra", "There is nothing to do here"),
    "/konto/2fa/": ("Så loggar du in", "How you sign in"),
    "/konto/2fa/totp/activate/": ("Slå på en app", "Turn an app on"),
    "/konto/2fa/webauthn/": ("Passnycklar", "Passkeys"),
    "/konto/2fa/webauthn/add/": ("Lägg till en passnyckel", "Add a passkey"),
}
WITH_SECOND_FACTOR = {
    "/konto/2fa/": ("Så loggar du in", "How you sign in"),
    "/konto/2fa/totp/deactivate/": ("Stänga av appen?", "Turn the app off?"),
    "/konto/2fa/recovery-codes/": ("Återställnings\u00adkoder", "Recovery codes"),
    "/konto/2fa/recovery-codes/generate/": (
        "Göra nya återställnings\u00adkoder?",
        "Make new recovery codes?",
    ),
    "/konto/2fa/webauthn/": ("Passnycklar", "Passkeys"),
    "/konto/2fa/webauthn/keys/{key}/edit/": ("Byt namn på passnyckeln", "Rename the passkey"),
    "/konto/2fa/webauthn/keys/{key}/remove/": ("Ta bort passnyckeln?", "Take the passkey away?"),
}
AGAIN = {
    "/konto/reauthenticate/": ("Är det fortfarande du?", "Is it still you?"),
    "/konto/2fa/reauthenticate/": ("Är det fortfarande du?", "Is it still you?"),
    "/konto/2fa/webauthn/reauthenticate/": ("Är det fortfarande du?", "Is it still you?"),
}


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture(autouse=True)
def allauth_alone(settings):
    """Without the people app's share in signing in, which has tests of its own."""
    settings.ACCOUNT_ADAPTER = "allauth.account.adapter.DefaultAccountAdapter"
    settings.MFA_ADAPTER = "allauth.mfa.adapter.DefaultMFAAdapter"


@pytest.fixture
def person():
    return get_user_model().objects.create(email="anna.ek@exempel.se", name="Anna Ek")


@pytest.fixture
def client(person):
    """Anna, who has just signed in."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": time.time(), "reauthenticated": True},
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


def credential():
    """What a browser hands over when it has made a passkey."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(Aaguid.NONE, b"telefon", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    stated = AuthenticatorData.create(b"0" * 32, flags, 0, made)
    client_data = json.dumps({"type": "webauthn.create", "challenge": "AAAA", "origin": "http://localhost"})
    response = {
        "clientDataJSON": websafe_encode(client_data.encode()),
        "attestationObject": websafe_encode(AttestationObject.create("none", stated, {})),
    }
    raw_id = websafe_encode(b"telefon")
    extensions = {"credProps": {"rk": True}}
    return {
        "id": raw_id,
        "rawId": raw_id,
        "type": "public-key",
        "response": response,
        "clientExtensionResults": extensions,
    }


@pytest.fixture
def passkey(person):
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    return Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Min telefon", "credential": credential()},
    )


def assert_is_ours(response, heading, language):
    html = text(response)
    assert response.status_code == 200
    assert f'<html lang="{language}">' in html
    assert f"<h1>{heading}</h1>" in html
    assert 'class="site-header' in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_signing_in(path):
    for prefix, language, heading in zip(("", "/en"), ("sv", "en"), SIGNED_OUT[path], strict=True):
        assert_is_ours(Client().get(prefix + path), heading, language)


@pytest.mark.parametrize("path", SIGNED_IN)
def test_ones_own_ways_of_signing_in(client, path):
    for prefix, language, heading in zip(("", "/en"), ("sv", "en"), SIGNED_IN[path], strict=True):
        assert_is_ours(client.get(prefix + path), heading, language)


@pytest.mark.parametrize("path", WITH_SECOND_FACTOR)
def test_with_a_second_factor(client, passkey, path):
    for prefix, language, heading in zip(("", "/en"), ("sv", "en"), WITH_SECOND_FACTOR[path], strict=True):
        assert_is_ours(client.get(prefix + path.format(key=passkey.pk)), heading, language)


@pytest.mark.parametrize("path", AGAIN)
def test_being_asked_once_more(client, passkey, path):
    for prefix, language, heading in zip(("", "/en"), ("sv", "en"), AGAIN[path], strict=True):
        assert_is_ours(client.get(prefix + path, follow=True), heading, language)


def ask_for_code(client, person):
    return client.post("/konto/login/code/", {"email": person.email}, follow=True)


def test_the_code_is_asked_for_in_one_field_that_takes_pasted_digits(person):
    html = text(ask_for_code(Client(), person))
    assert "<h1>Skriv koden</h1>" in html
    assert "En kod är på väg till anna.ek@exempel.se." in html
    assert 'autocomplete="one-time-code"' in html
    assert 'inputmode="numeric"' in html
    assert "placeholder" not in html


def test_a_wrong_code_is_told_at_the_field_and_first_on_the_page(person):
    client = Client()
    ask_for_code(client, person)
    html = text(client.post("/konto/login/code/confirm/", {"code": "000000"}))
    assert "<title>Fel: Skriv koden" in html
    assert '<a href="#id_code">Kod: ' in html


def test_the_code_itself_is_six_digits(person):
    from allauth.account.adapter import get_adapter

    code = get_adapter().generate_login_code()
    assert len(code) == 6
    assert code.isdigit()


def test_somebody_with_a_second_factor_is_asked_for_it(person, passkey):
    client = Client()
    ask_for_code(client, person)
    [code] = re.findall(r"\b\d{6}\b", mail.outbox[0].body)
    html = text(client.post("/konto/login/code/confirm/", {"code": code}, follow=True))
    assert "<h1>Ett steg till</h1>" in html
    assert 'id="mfa_webauthn_authenticate"' in html
    assert html.count('autocomplete="one-time-code"') == 1


def test_codes_left_are_counted_and_shown(client, passkey):
    html = text(client.get("/konto/2fa/recovery-codes/"))
    assert "10 av 10 koder är oanvända." in html
    assert html.count("<li><code>") == 10


def test_a_passkeys_name_never_becomes_markup(client, passkey):
    passkey.data["name"] = "<script>x</script>"
    passkey.save()
    assert "<script>x" not in text(client.get("/konto/2fa/webauthn/"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_page_of_signing_in_is_accessible_and_reflows(open_page, client, request):
    session = {"session": client.cookies["session"].value}
    for path in SIGNED_OUT:
        assert_can_be_used(open_page(path, width=360))
    for path in SIGNED_IN:
        assert_can_be_used(open_page(path, width=360, cookies=session))
    passkey = request.getfixturevalue("passkey")
    for path in [*WITH_SECOND_FACTOR, *AGAIN]:
        assert_can_be_used(open_page(path.format(key=passkey.pk), width=360, cookies=session))


def assert_can_be_used(page):
    assert_accessible(page)
    assert_reflows(page)
    page.context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_code_can_be_pasted(open_page, person):
    page = open_page("/konto/login/code/", width=360)
    page.fill("#id_email", person.email)
    page.click("main button[type=submit]")
    page.wait_for_selector("#id_code")
    assert_accessible(page)
    [code] = re.findall(r"\b\d{6}\b", mail.outbox[0].body)
    page.focus("#id_code")
    page.keyboard.insert_text(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/start/")


def test_no_password_is_ever_asked_for(client, passkey):
    for path in AGAIN:
        assert "lösenord" not in text(client.get(path))


def test_a_passkey_is_named_in_our_words(client, passkey):
    html = text(client.get(f"/konto/2fa/webauthn/keys/{passkey.pk}/edit/"))
    assert '<label for="id_name">Vad den ska heta</label>' in html
    assert 'value="Min telefon"' in html


def test_adding_a_passkey_asks_what_it_may_do_in_our_words(client):
    html = text(client.get("/konto/2fa/webauthn/add/"))
    assert "Låt den logga in mig på egen hand" in html
    assert '<input type="hidden" name="credential"' in html
