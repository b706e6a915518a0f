import datetime
import socket
import ssl

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from forebild.shared.outbox.smtp import Refused, Unanswered, Unreachable, hand_over
from forebild.shared.outbox.tests.relay import HANG_UP

LETTER = b"Subject: a\r\n\r\n.dots\r\n..more\r\n.\r\nend\r\n"


class Commit:
    """Counts how often the point of no return was passed."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


@pytest.fixture
def commit() -> Commit:
    return Commit()


def send(commit) -> str:
    return hand_over(LETTER, recipient="anna@exempel.example", committing=commit)


def test_a_letter_arrives_as_it_was(relay, commit):
    relay.at["DATA"] = lambda: pytest.fail("too early") if commit.count != 1 else None
    assert send(commit) == "250 fine"
    assert relay.taken == [LETTER]
    assert "MAIL FROM:<programmet@forebild.example>" in relay.said
    assert "RCPT TO:<anna@exempel.example>" in relay.said


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "letter"])
@pytest.mark.parametrize(("reply", "is_final"), [("450 later", False), ("550 no", True)])
def test_a_no_is_a_no(relay, commit, stage, reply, is_final):
    relay.answers[stage] = reply
    with pytest.raises(Refused, match=reply) as raised:
        send(commit)
    assert raised.value.is_final is is_final
    assert relay.taken == []
    assert commit.count == (stage in ("DATA", "letter"))


@pytest.mark.parametrize("stage", ["connect", "EHLO"])
@pytest.mark.parametrize("reply", ["421 later", "554 no"])
def test_a_no_to_us_is_not_a_no_to_the_letter(relay, commit, stage, reply):
    relay.answers |= {stage: reply, "HELO": reply}
    with pytest.raises(Unreachable, match=reply[:3]):
        send(commit)
    assert commit.count == 0


@pytest.mark.parametrize("stage", ["connect", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_break_before_the_letter_is_certain(relay, commit, stage):
    relay.answers |= {stage: HANG_UP, "HELO": HANG_UP}
    with pytest.raises(Unreachable):
        send(commit)
    assert relay.read == []


@pytest.mark.parametrize("answer", [HANG_UP, "hang up early", "354 what", "nonsense"])
def test_a_break_after_the_letter_began_is_uncertain(relay, commit, answer):
    relay.answers["letter"] = answer
    with pytest.raises(Unanswered):
        send(commit)
    assert commit.count == 1


@pytest.mark.parametrize(("stage", "error"), [("RCPT", Unreachable), ("letter", Unanswered)])
def test_a_server_that_falls_silent_is_left(relay, commit, settings, stage, error, monkeypatch):
    monkeypatch.setattr("forebild.shared.outbox.smtp.PATIENCE", 1)
    settings.SMTP_TIMEOUT_SECONDS = 0.2
    relay.at[stage] = lambda: __import__("time").sleep(0.6)
    with pytest.raises(error, match="timed out"):
        send(commit)


def test_no_server_at_all(settings, commit):
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", free.getsockname()[1]
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        send(commit)


def test_what_the_commit_raises_stops_the_letter(relay):
    def refuse() -> None:
        raise RuntimeError("overtaken")

    with pytest.raises(RuntimeError, match="overtaken"):
        send(refuse)
    assert not any(command.startswith("DATA") for command in relay.said)


class Box:
    """Keeps what aiosmtpd took, and under which name."""

    def __init__(self) -> None:
        self.taken: list[tuple[bytes, object, bool]] = []

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope.original_content, session.auth_data, session.ssl is not None))
        return "250 OK"


@pytest.fixture
def protected(settings, tmp_path):
    """A server that demands STARTTLS and a password; its certificate is our own authority's."""
    certificate, key = _certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    box = Box()

    def authenticate(server, session, envelope, mechanism, data):
        is_right = (data.login, data.password) == (b"forebild", b"hemligt")
        return AuthResult(success=is_right, handled=False, auth_data=data.login.decode())

    server = Controller(
        box,
        hostname="localhost",
        port=0,
        tls_context=tls,
        require_starttls=True,
        auth_required=True,
        authenticator=authenticate,
    )
    server.port = _free_port()
    server.start()
    settings.SMTP_HOST, settings.SMTP_PORT, settings.SMTP_STARTTLS = "localhost", server.port, True
    settings.SMTP_USER, settings.SMTP_PASSWORD, settings.SMTP_TIMEOUT_SECONDS = "forebild", "hemligt", 5
    yield box, certificate
    server.stop()


def test_a_protected_server_gets_the_letter_encrypted(protected, commit, monkeypatch):
    box, certificate = protected
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    send(commit)
    assert box.taken == [(LETTER, "forebild", True)]


def test_a_wrong_password_is_ours_to_mend(protected, commit, settings, monkeypatch):
    box, certificate = protected
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.SMTP_PASSWORD = "fel"
    with pytest.raises(Unreachable, match="535"):
        send(commit)
    assert box.taken == []


def test_a_certificate_that_nobody_vouches_for_is_refused(protected, commit):
    with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
        send(commit)


def test_a_server_without_encryption_gets_nothing_when_it_is_demanded(relay, commit, settings):
    settings.SMTP_STARTTLS = True
    with pytest.raises(Unreachable, match="STARTTLS"):
        send(commit)
    assert not any(command.startswith("MAIL") for command in relay.said)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _certificate(folder):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate, private
