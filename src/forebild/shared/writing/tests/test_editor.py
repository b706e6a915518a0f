"""editor.js in a real browser, under the product's own policy: no inline script, no other host."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from forebild.shared.writing.views import side_by_side

STATIC = Path(__file__).parents[1] / "static" / "writing"
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'"

pytestmark = pytest.mark.browser


class LeadForm(forms.Form):
    lead_sv = forms.CharField(
        label="Ingress", widget=forms.Textarea(attrs={"data-counter": "count", "data-longest": "5"})
    )
    lead_en = forms.CharField(label="Lead", widget=forms.Textarea)


def form_page():
    with translation.override("en"):
        context = {"pairs": side_by_side(LeadForm(), ["lead"]), "preview_url": "/preview"}
        body = render_to_string("writing/side_by_side.html", context)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>T</title>'
        '<script type="module" src="/editor.js"></script>'
        f'<form><input type="hidden" name="csrfmiddlewaretoken" value="token">{body}</form>'
        '<p id="count"></p></html>'
    )


class Server(SimpleHTTPRequestHandler):
    asked: list = []
    fails = False

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def answer(self, body, status=200):
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def do_GET(self):
        if self.path == "/":
            self.answer(form_page())
        elif self.path == "/favicon.ico":
            self.answer("")
        else:
            super().do_GET()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append((body, self.headers["X-CSRFToken"]))
        self.answer(
            "<p>So <strong>it</strong> looks</p><script>window.pwned = 1</script>", 500 if self.fails else 200
        )

    def log_message(self, *_words):
        pass


@pytest.fixture
def address():
    Server.asked, Server.fails = [], False
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(STATIC)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def sheet(address, chromium):
    page = chromium.new_page()
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)
    page.goto(address)
    page.wait_for_selector("[data-markdown-for]:not([hidden])")
    yield page
    page.close()


def test_toolbar_counter_and_preview_work_under_the_policy(sheet):
    area = sheet.get_by_label("Ingress").nth(1)
    area.fill("a\u030a\nb")
    assert sheet.inner_text("#count") == "3"
    assert sheet.get_attribute("#count", "data-too-long") is None
    area.fill("viktigt")
    assert sheet.get_attribute("#count", "data-too-long") == ""
    area.select_text()
    sheet.locator("md-bold").first.click()
    assert area.input_value() == "**viktigt**"

    button = sheet.get_by_role("button", name="Preview").first
    button.click()
    place = sheet.locator("[data-preview-place]").first
    place.locator("strong").wait_for()
    assert place.inner_text().strip() == "So it looks"
    assert button.get_attribute("aria-expanded") == "true"
    assert Server.asked == [("text=**viktigt**&language=sv", "token")]
    assert sheet.evaluate("window.pwned") is None
    button.click()
    assert place.is_hidden()
    assert sheet.troubles == []


def test_a_preview_that_fails_says_so_and_leaves_the_text(sheet):
    Server.fails = True
    area = sheet.get_by_label("Ingress").nth(1)
    area.fill("text")
    sheet.get_by_role("button", name="Preview").first.click()
    sheet.get_by_text("The preview cannot be fetched just now.").first.wait_for()
    assert area.input_value() == "text"
