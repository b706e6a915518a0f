import os
from importlib import import_module

import pytest
from django.conf import settings
from django.core.mail import EmailMessage, get_connection


def test_djangos_own_sending_is_shut():
    """pytest-django puts its own backend in; here is the one that the product runs with."""
    connection = get_connection("forebild.shared.outbox.backend.RefusingBackend")
    with pytest.raises(RuntimeError, match=r"through forebild\.shared\.outbox"):
        EmailMessage("a", "b", to=["c@exempel.example"], connection=connection).send()


def test_the_product_runs_with_it():
    as_written = import_module(os.environ["DJANGO_SETTINGS_MODULE"])  # pytest-django changes the live ones
    assert as_written.EMAIL_BACKEND == "forebild.shared.outbox.backend.RefusingBackend"
    assert settings.SMTP_LEASE_SECONDS > 14 * settings.SMTP_TIMEOUT_SECONDS
