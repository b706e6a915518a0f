"""Mail leaves through the outbox only (`shared.outbox`); these say to which server."""

from forebild.config.settings.base import env

# Django's own sending stays shut: whoever calls it has gone round the outbox.
EMAIL_BACKEND = "forebild.shared.outbox.backend.RefusingBackend"
SMTP_HOST = env.str("FOREBILD_SMTP_HOST", default="127.0.0.1")
SMTP_PORT = env.int("FOREBILD_SMTP_PORT", default=8025)
SMTP_USER = env.str("FOREBILD_SMTP_USER", default="")
SMTP_PASSWORD = env.str("FOREBILD_SMTP_PASSWORD", default="")
SMTP_STARTTLS = env.bool("FOREBILD_SMTP_STARTTLS", default=False)
SMTP_TIMEOUT_SECONDS = 20
# How long a worker may be at one message before it counts as dead; well over the server's slowest answers.
SMTP_LEASE_SECONDS = env.int("FOREBILD_SMTP_LEASE_SECONDS", default=300)
DEFAULT_FROM_EMAIL = env.str("FOREBILD_FROM", default="Smart industri <programmet@forebild.example>")
