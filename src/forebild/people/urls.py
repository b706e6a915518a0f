"""Signing in, one's own page, one's companies."""

from allauth.account import views as allauth_views
from allauth.mfa.webauthn import views as passkey_views
from django.urls import URLPattern, URLResolver, include, path

from forebild.people.views import links, organisations, profile, sign_in

app_name = "people"

urlpatterns = [
    path("logga-in/", sign_in.sign_in, name="sign_in"),
    path("logga-in/demo/<str:token>/", sign_in.demo_sign_in, name="demo_sign_in"),
    path("mina-uppgifter/", profile.profile, name="profile"),
    path("mina-uppgifter/tva-steg/", profile.second_factor, name="second_factor"),
    path("foretag/nytt/", organisations.organisation_register, name="organisation_register"),
    path("foretag/<str:organisation_id>/", organisations.organisation, name="organisation"),
    path("foretag/<str:organisation_id>/lamna/", organisations.organisation_leave, name="organisation_leave"),
    path("foretag/<str:organisation_id>/bjud-in/", organisations.editor_invite, name="editor_invite"),
    path(
        "foretag/<str:organisation_id>/redaktorer/<str:person_id>/ta-bort/",
        organisations.editor_remove,
        name="editor_remove",
    ),
    path(
        "foretag/<str:organisation_id>/redaktorer/<str:person_id>/lamna-over/",
        organisations.hand_over,
        name="hand_over",
    ),
    path("inbjudan/<str:token>/", links.invitation, name="invitation"),
    path("vill-vara-med/<str:token>/", links.join_request, name="join_request"),
]

# allauth's own names, which it looks up itself; only the pages that we use have an address
account_urlpatterns: list[URLPattern | URLResolver] = [
    path("logga-in/", sign_in.sign_in, name="account_login"),
    path("logga-in/", sign_in.sign_in, name="account_request_login_code"),
    path("logga-in/kod/", allauth_views.confirm_login_code, name="account_confirm_login_code"),
    path("logga-in/passnyckel/", passkey_views.login_webauthn, name="mfa_login_webauthn"),
    path("logga-ut/", allauth_views.logout, name="account_logout"),
    path("bekrafta-igen/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("sakerhet/", include("allauth.mfa.urls")),
]
