"""All pages of the app."""

from forebild.assessment import urls_office, urls_public

app_name = "assessment"

urlpatterns = [*urls_public.urlpatterns, *urls_office.urlpatterns]
