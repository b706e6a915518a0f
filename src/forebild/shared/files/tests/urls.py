"""A view of one's own per use, as every app has it; here one that anybody may see."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import path

from forebild.shared.files.models import StoredFile
from forebild.shared.files.responses import file_response
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


def any_file(actor, public_id):
    return StoredFile.objects.get(public_id=public_id)


@page(Permission.PUBLIC, find=any_file)
def download(request: HttpRequest, stored: StoredFile) -> FileResponse:
    rendition = request.GET.get("rendition")
    return file_response(
        stored,
        inline="inline" in request.GET,
        public="public" in request.GET,
        rendition=int(rendition) if rendition else None,
    )


@page(Permission.PUBLIC)
def send(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.FILES)))


urlpatterns = [path("<str:public_id>/", download), path("", send)]
