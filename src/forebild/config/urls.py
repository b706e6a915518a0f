"""All addresses: Swedish at the root, English under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from forebild.people.urls import account_urlpatterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("forebild.website.urls_plain")),  # without a language: robots, sitemap, health
]

urlpatterns += i18n_patterns(
    path("", include("forebild.website.urls")),
    path("", include("forebild.feedback.urls")),
    path("", include("forebild.deliberation.urls")),
    path("", include("forebild.visits.urls")),
    path("", include("forebild.door.urls")),
    path("", include("forebild.library.urls")),
    path("", include("forebild.jury.urls")),
    path("", include("forebild.tables.urls")),
    path("", include("forebild.competition.urls")),
    path("", include("forebild.tours.urls")),
    path("", include("forebild.events.urls")),
    path("", include("forebild.outcomes.urls")),
    path("", include("forebild.assessment.urls")),
    path("", include("forebild.asking.urls")),
    path("", include("forebild.programme.urls")),
    path("", include("forebild.people.urls")),
    path("", include(account_urlpatterns)),
    path("kansli/utskick/", include("forebild.shared.outbox.urls")),
    path("kansli/logg/", include("forebild.shared.audit.urls")),
    path("listor/", include("forebild.shared.lists.urls")),
    prefix_default_language=False,
)

if settings.DEMO or settings.DEBUG:
    urlpatterns += i18n_patterns(
        path("komponenter/", include("forebild.shared.ui.urls")), prefix_default_language=False
    )

handler500 = "forebild.shared.ui.views.server_error"
