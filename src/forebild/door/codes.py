"""The code of somebody registered: signed, so that a door without network knows it for ours.

    FB │ the registration's public id, 26 │ the signature, 103        letters and digits only

Capital letters and digits alone: a QR code then holds it in its small mode, and a hand scanner, which types
as a keyboard does, types it right whatever the keyboard's layout. Signed with ECDSA over P-256 (decision 19):
the door holds the public key, which forges nothing, and every browser's WebCrypto verifies it.
"""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from typing import cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

SIGNED = re.compile(r"FB([0-9A-HJKMNP-TV-Z]{26})([A-Z2-7]{103})")
_SHORT = re.compile(r"(\d{1,7})([A-Z]{3})")
_LETTERS = "ABCDEFGHJKLMNPRSTUVXYZ"
_HALF = 32  # bytes of each of a signature's two numbers


def new_key() -> tuple[bytes, str]:
    """(private, public): PKCS 8, and the point as WebCrypto takes it, base64url."""
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return private, base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def signed_code(private: bytes, event_id: str, registration_id: str) -> str:
    """The same each time: the signature draws no chance (RFC 6979)."""
    key = cast(ec.EllipticCurvePrivateKey, serialization.load_der_private_key(private, None))
    algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    numbers = decode_dss_signature(key.sign(_message(event_id, registration_id), algorithm))
    signature = b"".join(number.to_bytes(_HALF, "big") for number in numbers)
    return f"FB{registration_id.upper()}{base64.b32encode(signature).decode().rstrip('=')}"


def verified(public: str, event_id: str, code: str) -> str | None:
    """The registration's public id, where the code is this event's and ours."""
    found = SIGNED.fullmatch(plain(code))
    if found is None:
        return None
    registration_id, signature = found[1].lower(), base64.b32decode(f"{found[2]}=")
    point = base64.urlsafe_b64decode(f"{public}=")
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    numbers = (int.from_bytes(half, "big") for half in (signature[:_HALF], signature[_HALF:]))
    try:
        key.verify(
            encode_dss_signature(*numbers), _message(event_id, registration_id), ec.ECDSA(hashes.SHA256())
        )
    except InvalidSignature:
        return None
    return registration_id


def _message(event_id: str, registration_id: str) -> bytes:
    return f"forebild door\n{event_id}\n{registration_id}".encode()


def short_code(number: int, registration_id: str) -> str:
    """To say or type when the camera fails, as in 17-KRM: the receipt's number, letters that catch a slip."""
    digest = sha256(registration_id.encode()).digest()
    return f"{number}-{''.join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:3])}"


def plain(text: str) -> str:
    """What was typed or scanned, without spaces, signs and small letters."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def short_parts(text: str) -> tuple[int, str] | None:
    """The number, and the code as `short_code` writes it; None where it is no short code."""
    found = _SHORT.fullmatch(plain(text))
    return (int(found[1]), f"{int(found[1])}-{found[2]}") if found else None
