"""What every page's frame needs, gathered from the apps that know it.

An app fills in its share of the frame (see FRAME for the names):

    @frame_part
    def programme_in_frame(request: HttpRequest) -> Mapping[str, object]:
        return {"programme_name": "Smart industri", "navigation": [{"label": _("About"), "href": …}]}

Register it when the app starts (`apps.py`, ready). Later parts win.
"""

from collections.abc import Callable, Mapping

from django.http import HttpRequest

FramePart = Callable[[HttpRequest], Mapping[str, object]]

FRAME: Mapping[str, object] = {
    "programme_name": "Förebild",
    "programme_tagline": "",  # one sentence in the footer
    "home_url": "/",
    "start_url": "/",  # one's own page, after signing in
    "office_url": "/",  # the office's overview
    "navigation": (),  # of {"label", "href"}, the site's main pages
    "account_links": (),  # of {"label", "href"}: sign in, or one's own pages
    "sign_out_url": "",
    "contact_url": "",
    "accessibility_url": "",
    "press_url": "",
    "footer_links": (),  # of {"label", "href"}: what else stands in the footer
    "side_navigation": (),  # the office's, of {"heading", "items": [{"label", "href", "icon", "count"}]}
    "side_shown": "",  # the one of these links that the page belongs to, where its address lies elsewhere
    "addresses": (),  # of a public page, in each language: {"language", "href"}; the first is its own
    "feed_url": "",
    "sample": False,  # the page shows invented companies and people
}

_parts: list[FramePart] = []


def frame_part(part: FramePart) -> FramePart:
    """Let `part` fill in its share of every page's frame."""
    if part not in _parts:
        _parts.append(part)
    return part


def site(request: HttpRequest) -> dict[str, object]:
    """The frame of the page that `request` asks for."""
    frame = dict(FRAME)
    for part in _parts:
        frame.update(part(request))
    return frame
