"""All pages of the app: the visitor's, the host's, the office's."""

from django.urls import URLPattern, URLResolver, include, path

from forebild.tours.views import gate, host, legs, own, questions, tour

app_name = "tours"

_stop = [
    path("", tour.stop, name="stop"),
    path("andra/", tour.stop_edit, name="stop_edit"),
    path("ta-bort/", tour.stop_remove, name="stop_remove"),
    path("ater/", tour.stop_restore, name="stop_restore"),
    path("fraga/", tour.host_ask, name="host_ask"),
    path("vardens/", tour.kit_edit, name="kit_edit"),
    path("lista/", gate.gate_list, name="gate_list"),
    path("lista/pdf/", gate.gate_list_pdf, name="gate_list_pdf"),
    path("lista/skicka/", gate.gate_send, name="gate_send"),
    path("slapp-in/<str:registration_id>/", gate.welcome_guest, name="welcome_guest"),
    path("fragor/", questions.question_list, name="question_list"),
    path("fragor/svar/", questions.answers_publish, name="answers_publish"),
    path("fragor/<str:question_id>/visa/", questions.question_show, name="question_show"),
    path("fragor/<str:question_id>/dolj/", questions.question_hide, name="question_hide"),
]

_leg = [
    path("", legs.manifest, name="manifest"),
    path("andra/", legs.leg_edit, name="leg_edit"),
    path("ta-bort/", legs.leg_remove, name="leg_remove"),
    path("ater/", legs.leg_restore, name="leg_restore"),
]

_tour: list[URLPattern | URLResolver] = [
    path("", tour.tour, name="tour"),
    path("besokare/", tour.visitor_list, name="visitor_list"),
    path("besokare/<str:seat_id>/", gate.seat, name="seat"),
    path("stopp/nytt/", tour.stop_new, name="stop_new"),
    path("stopp/<str:stop_id>/", include(_stop)),
    path("etapp/ny/", legs.leg_new, name="leg_new"),
    path("etapp/<str:leg_id>/", include(_leg)),
]

urlpatterns = [
    path("evenemang/anmalan/<str:token>/resa/", own.own, name="own"),
    path("evenemang/anmalningar/<str:token>/resa/", own.colleagues, name="colleagues"),
    path("studiebesok/<str:token>/", host.host, name="host"),
    path("studiebesok/<str:token>/lista/<slug:file_format>/", host.host_file, name="host_file"),
    path("kansli/evenemang/<str:event_id>/resa/", include(_tour)),
]
