"""What a Markdown text will look like, by the very function that readers' pages use."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from forebild.shared.writing.checks import check_text
from forebild.shared.writing.counting import count_characters, count_words, normalise
from forebild.shared.writing.values import LONGEST_TEXT


def preview(request: HttpRequest) -> HttpResponse:
    """The posted `text` (in `language`) as a fragment of a page, with advice to the writer."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        text = normalise(request.POST.get("text", ""))
    except RequestDataTooBig:
        return HttpResponse(status=413)
    if len(text) > LONGEST_TEXT:
        return HttpResponse(status=413)
    context = {
        "text": text,
        "language": "en" if request.POST.get("language") == "en" else "sv",
        "findings": check_text(text),
        "characters": count_characters(text),
        "words": count_words(text),
    }
    return render(request, "writing/preview.html", context)
