"""All pages of the app: the office's, the visitors' and readers', the company's."""

from django.urls import include, path

from forebild.visits.views import company, juror, office, planning, protocol

app_name = "visits"

office_patterns = [
    path("", office.visit_list, name="visit_list"),
    path("nytt/", planning.visit_plan, name="visit_plan"),
    path("<str:visit_id>/", office.office_visit, name="office_visit"),
    path("<str:visit_id>/uppgifter/", planning.visit_edit, name="visit_edit"),
    path("<str:visit_id>/pastaenden/", planning.claims, name="claims"),
    path("<str:visit_id>/pastaenden/<str:claim_id>/ta-bort/", planning.claim_remove, name="claim_remove"),
    path("<str:visit_id>/besokare/", planning.visitors, name="visitors"),
    path("<str:visit_id>/tider/", planning.times, name="times"),
    path("<str:visit_id>/boka/", planning.visit_book, name="visit_book"),
    path("<str:visit_id>/stall-in/", planning.visit_cancel, name="visit_cancel"),
]

juror_patterns = [
    path("", juror.visits, name="visits"),
    path("<str:visit_id>/", juror.visit, name="visit"),
    path("<str:visit_id>/bild/<str:picture_id>/", juror.visit_picture, name="visit_picture"),
    path("<str:visitor_id>/jav/", juror.visit_conflict, name="visit_conflict"),
    path("<str:visitor_id>/protokoll/", protocol.protocol_edit, name="protocol_edit"),
    path("<str:visitor_id>/protokoll/autospara/", protocol.protocol_autosave, name="protocol_autosave"),
    path("<str:visitor_id>/protokoll/bild/", protocol.picture_add, name="picture_add"),
    path(
        "<str:visitor_id>/protokoll/bild/<str:picture_id>/ta-bort/",
        protocol.picture_remove,
        name="picture_remove",
    ),
    path("<str:visitor_id>/protokoll/skriv-under/", protocol.protocol_sign, name="protocol_sign"),
    path("<str:visitor_id>/protokoll/oppna/", protocol.protocol_reopen, name="protocol_reopen"),
]

urlpatterns = [
    path("besok/svar/<str:token>/", company.visit_answer, name="visit_answer"),
    path("jury/<int:edition_year>/besok/", include(juror_patterns)),
    path("kansli/<int:edition_year>/besok/", include(office_patterns)),
]
