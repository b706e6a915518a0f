"""All pages of the app."""

from django.urls import path

from forebild.asking.views import asker, company, office, own

app_name = "asking"

_OFFICE = "kansli/fragor/"
_OWN = "foretag/<str:organisation_id>/fragor/"

urlpatterns = [
    path("exempel/<slug:slug>/fraga/", asker.ask, name="ask"),
    path("exempel/<slug:slug>/fraga/skickad/", asker.asked, name="asked"),
    path("fragor/<str:token>/", asker.enquiry, name="enquiry"),
    path("fragor/svara/<str:token>/", company.reply, name="reply"),
    path("fragor/mottagning/<str:token>/", company.reception, name="reception"),
    path(_OWN, own.company, name="company"),
    path(f"{_OWN}<str:enquiry_id>/", own.company_reply, name="company_reply"),
    path(_OFFICE, office.enquiry_list, name="enquiry_list"),
    path(f"{_OFFICE}siffror/", office.figures, name="figures"),
    path(f"{_OFFICE}foretag/", office.reception_list, name="reception_list"),
    path(f"{_OFFICE}fraga-foretag/<str:example_id>/", office.reception_ask, name="reception_ask"),
    path(f"{_OFFICE}<str:enquiry_id>/", office.office_enquiry, name="office_enquiry"),
    path(f"{_OFFICE}<str:enquiry_id>/avsluta/", office.enquiry_close, name="enquiry_close"),
    path(f"{_OFFICE}<str:enquiry_id>/ta-bort-svar/", office.answer_remove, name="answer_remove"),
]
