"""Keys, cookies, headers. What production must set is refused by `manage check --deploy` when missing."""

import secrets

from csp.constants import NONE, SELF

from forebild.config.settings.base import DEMO, HOME_DIR, SITE_URL, env

DEBUG = env.bool("FOREBILD_DEBUG", default=False)
UNNAMED_PAGES_RAISE = DEBUG  # a view without a permission: an error for us, a 403 for everybody else


def _secret_key() -> str:
    """The key from the environment, else one made once and kept beside the data."""
    given = env.str("FOREBILD_SECRET_KEY", default="")
    if given:
        return given
    place = HOME_DIR / "secret-key"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(48))
    return place.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("FOREBILD_ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])

_https = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_NAME = "__Host-session" if _https else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _https else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "forebild.shared.ui.views.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# In the demo a person's whole day may pass in minutes; elsewhere the limits of allauth hold.
RATE_LIMITS_OFF = DEMO
