"""What allauth asks of us: whose mail, whose words."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Mail goes through the outbox."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors."""
