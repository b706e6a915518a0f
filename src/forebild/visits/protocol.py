"""What a protocol holds: a finding and a note per claim, whom one met, when, the impression."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from forebild.visits.models import Claim

FINDINGS = {
    "confirmed": _("Confirmed"),
    "partly": _("Partly confirmed"),
    "not": _("Not confirmed"),
    "unseen": _("Could not be seen"),
}
TONES = {"confirmed": "success", "partly": "warning", "not": "danger", "unseen": "neutral"}
WHOLE = ("met", "took_place", "impression")
NEEDED = ("met", "impression")  # when it is handed in, beside a finding per claim


def field_names(claims: Iterable[Claim]) -> list[str]:
    """All fields that the document may hold."""
    return [name for claim in claims for name in (finding_of(claim), note_of(claim))] + list(WHOLE)


def finding_of(claim: Claim) -> str:
    """The name of the field with the claim's finding."""
    return f"finding_{claim.public_id}"


def note_of(claim: Claim) -> str:
    """The name of the field with the claim's note."""
    return f"note_{claim.public_id}"


def missing(claims: Iterable[Claim], fields: Mapping[str, Any]) -> list[str]:
    """The fields that lack what handing in asks for."""
    open_claims = [finding_of(claim) for claim in claims if fields.get(finding_of(claim)) not in FINDINGS]
    return open_claims + [name for name in NEEDED if not str(fields.get(name) or "").strip()]


@dataclass(frozen=True)
class FoundClaim:
    """A claim with what was found; `finding` is "" where nothing is noted."""

    claim: Claim
    finding: str
    label: str
    tone: str
    note: str


def found_claims(claims: Iterable[Claim], fields: Mapping[str, Any]) -> list[FoundClaim]:
    """The claims as a reader of the protocol meets them."""
    return [_found(claim, fields) for claim in claims]


def _found(claim: Claim, fields: Mapping[str, Any]) -> FoundClaim:
    finding = str(fields.get(finding_of(claim)) or "")
    label, tone = str(FINDINGS.get(finding, _("Nothing noted"))), TONES.get(finding, "neutral")
    return FoundClaim(claim, finding, label, tone, str(fields.get(note_of(claim)) or ""))
