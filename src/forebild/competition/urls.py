"""All pages of the app."""

from django.urls import URLPattern, path

from forebild.competition.views import results

app_name = "competition"

urlpatterns: list[URLPattern] = [
    path("omgangar/", results.editions, name="editions"),
    path("omgang/<int:edition_year>/", results.edition, name="edition"),
    path("pris/<str:award_id>/", results.award, name="award"),
    path("pris/<str:award_id>/diplom.pdf", results.award_diploma, name="award_diploma"),
    path("pris/<str:award_id>/marke.svg", results.award_badge, name="award_badge"),
]
