"""Tags for the page as a whole: its language, its state, what the reader may do, icons, scripts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.translation import get_language

from forebild.shared.permissions import Answer, Permission
from forebild.shared.permissions import may as ask

register = template.Library()


@register.simple_tag
def icon(name: str) -> str:
    """A drawing from the sprite; it means nothing alone, so text stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("ui/icons/icons.svg"),
        name,
    )


@register.simple_tag
def script(name: str) -> str:
    """One of our small modules; asked for twice it still runs once."""
    return format_html('<script type="module" src="{}"></script>', static(f"ui/js/{name}.js"))


@register.simple_tag(takes_context=True)
def other_language_url(context: template.Context) -> str:
    """The same page in the other language; its home page where the address leads nowhere."""
    request: HttpRequest | None = context.get("request")
    other = "sv" if (get_language() or "sv").startswith("en") else "en"
    if request is None or request.resolver_match is None:
        return "/en/" if other == "en" else "/"
    return translate_url(request.get_full_path(), other)


@register.simple_tag(takes_context=True)
def current(context: template.Context, href: str) -> str:
    """The value of aria-current for a link: "page" on that page, "true" on a page below it, else ""."""
    request: HttpRequest | None = context.get("request")
    if request is None or not href:
        return ""
    path = href.partition("?")[0]
    if request.path == path:
        return "page"
    is_home = path in {"/", "/en/", str(context.get("home_url", "/"))}
    return "true" if not is_home and path.endswith("/") and request.path.startswith(path) else ""


@register.simple_tag(takes_context=True)
def closest_link(context: template.Context, groups: Iterable[Mapping[str, Any]]) -> str:
    """Of all links in a side navigation, the one that this page is or lies closest beneath; "" if none."""
    links = [item["href"] for group in groups for item in group["items"]]
    return max((href for href in links if current(context, href)), key=len, default="")


@register.simple_tag(takes_context=True)
def may(context: template.Context, permission: str, subject: Any = None) -> Answer:
    """Ask the permission's own predicate: `{% may "jury.review.write" entry as answer %}`."""
    named = Permission(permission)
    return ask(context["request"].user, named, subject)


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """This page's query string with some values changed; None or "" takes a value away."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return "?"
    query = request.GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"
