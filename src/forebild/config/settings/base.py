"""Where things are, which apps there are, in which order a request passes through them."""

from pathlib import Path

import environ

env = environ.Env()

PACKAGE_DIR = Path(__file__).resolve().parents[2]
# In a checkout everything that changes lies in var/; an installed wheel says where with FOREBILD_HOME.
HOME_DIR = Path(env.str("FOREBILD_HOME", default=str(PACKAGE_DIR.parents[1] / "var"))).resolve()

# The demo has sample data, a mailbox page and sign-in links on the console. Never on in production.
DEMO = env.bool("FOREBILD_DEMO", default=False)
SITE_URL = env.str("FOREBILD_SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

ROOT_URLCONF = "forebild.config.urls"
WSGI_APPLICATION = "forebild.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "procrastinate.contrib.django",
    "csp",
    "forebild.website",
    "forebild.sample",
    "forebild.feedback",
    "forebild.deliberation",
    "forebild.visits",
    "forebild.assessment",
    "forebild.outcomes",
    "forebild.asking",
    "forebild.door",
    "forebild.library",
    "forebild.library.search",
    "forebild.library.collections",
    "forebild.jury",
    "forebild.tours",
    "forebild.tables",
    "forebild.competition",
    "forebild.events",
    "forebild.programme",
    "forebild.people",
    "forebild.shared.writing",
    "forebild.shared.pdf",
    "forebild.shared.links",
    "forebild.shared.files",
    "forebild.shared.outbox",
    "forebild.shared.audit",
    "forebild.shared.lists",
    "forebild.shared.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "forebild.shared.ui.middleware.private_unless_public",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "forebild.website.middleware.second_factor_required",
    "forebild.shared.ui.middleware.every_page_names_its_permission",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "forebild.shared.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "forebild.shared.ui.context.site",
            ],
        },
    },
]
FORM_RENDERER = "forebild.shared.ui.forms.Renderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
