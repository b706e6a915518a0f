"""All pages of the app."""

from forebild.assessment import urls_office

app_name = "assessment"

urlpatterns = urls_office.urlpatterns
