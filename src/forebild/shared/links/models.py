"""A link in a mail that lets its reader do one thing without an account."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Link(models.Model):
    """What a link is for, whom it was sent to, and until when. The token itself is stored nowhere."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    person = models.CharField(max_length=64, blank=True)  # a public_id, where the reader has an account
    single_use = models.BooleanField(default=True)
    issued_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject_id"], name="links_by_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("issued_at")), name="link_lives_a_while"
            )
        ]
