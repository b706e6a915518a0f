"""Tags for the small pieces that pages are made of; each is shown in the gallery."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string

from forebild.shared.ui.tags.frame import with_query

register = template.Library()

SIGNS = {
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
    "neutral": "circle",
}
STEP_TONES = {
    "done": ("success", "check"),
    "current": ("info", "arrow-right"),
    "todo": ("neutral", "circle-dashed"),
    "blocked": ("neutral", "lock"),
    "error": ("danger", "circle-alert"),
}


@register.inclusion_tag("ui/parts/button.html")
def button(text: str, **options: Any) -> dict[str, Any]:
    """A link when `href` is given, else a submit button.

    Options: kind ("primary", "quiet", "danger"; quiet unless said), icon, name, value, form, type, key (a
    keyboard shortcut) and disabled.
    """
    return {"text": text, "kind": "quiet", "type": "submit", **options}


@register.inclusion_tag("ui/parts/status.html")
def status(text: str, tone: str = "neutral", icon: str = "") -> dict[str, str]:
    """A state in a word or two, with a sign of its own."""
    return {"text": text, "tone": tone, "sign": icon or SIGNS[tone]}


@register.inclusion_tag("ui/parts/steps.html")
def steps(items: list[dict[str, Any]]) -> dict[str, Any]:
    """A task list; each item {"title", "state"} and perhaps "href", "note", "label" (the state in words).

    States: done, current, todo, blocked, error.
    """
    drawn = [
        {**item, "tone": STEP_TONES[item["state"]][0], "sign": STEP_TONES[item["state"]][1]} for item in items
    ]
    return {"items": drawn}


@register.simple_block_tag
def notice(content: str, *, tone: str = "info", title: str = "", role: str = "") -> str:
    """What happened and what to do: info, success, warning or danger."""
    return _part("notice", content=content, tone=tone, title=title, sign=SIGNS[tone], role=role)


@register.simple_block_tag
def empty(content: str, *, title: str, icon: str = "circle-dashed", level: int = 2) -> str:
    """What would be here, and how to fill it."""
    return _part("empty", content=content, title=title, sign=icon, level=level)


@register.simple_block_tag
def card(content: str, *, title: str, href: str = "", eyebrow: str = "", level: int = 3) -> str:
    """A thing among others; with `href` the whole card is its link. A picture may come first inside."""
    return _part("card", content=content, title=title, href=href, eyebrow=eyebrow, level=level)


@register.simple_block_tag
def panel(content: str, *, title: str) -> str:
    """Facts beside the story."""
    return _part("panel", content=content, title=title)


@register.simple_block_tag
def chapter(content: str, *, title: str, id: str = "") -> str:  # noqa: A002 the attribute's own name
    """A part of a public page: a rule, the heading in the margin, the matter beside it."""
    return _part("chapter", content=content, title=title, id=id)


@register.inclusion_tag("ui/parts/facts.html")
def facts(items: list[tuple[str, Any]]) -> dict[str, Any]:
    """A list of (term, fact); a fact that is None or "" is left out."""
    return {"items": [(term, fact) for term, fact in items if fact not in (None, "")]}


@register.inclusion_tag("ui/parts/figures.html")
def figures(items: list[dict[str, Any]]) -> dict[str, Any]:
    """The report's large numbers: each {"figure", "label"} and perhaps "href", the records behind it."""
    return {"items": items}


@register.simple_block_tag(takes_context=True)
def table(
    context: template.Context,
    content: str,
    *,
    caption: str,
    columns: list[dict[str, Any]],
    sort: str = "",
    hide_caption: bool = False,
) -> str:
    """The shell of a table around its rows: caption, headers, a region that scrolls.

    A column is {"label"} and perhaps "key" (then its header sorts by `?sort=key`, again by `-key`),
    "number" (set flush right) and "hidden" (its label is only read out). `sort` is the order shown.
    """
    headers = [_header(context, column, sort) for column in columns]
    return _part("table", content=content, caption=caption, columns=headers, hide_caption=hide_caption)


@register.inclusion_tag("ui/parts/tabs.html", takes_context=True)
def tabs(context: template.Context, items: list[dict[str, Any]], label: str) -> dict[str, Any]:
    """Sides of one thing, each an address of its own.

    Items {"label", "href"} and perhaps "count"; "current" says that it is the one shown, where the address
    alone does not tell.
    """
    drawn = [{**item, "here": item.get("current", _is_here(context, item["href"]))} for item in items]
    return {"items": drawn, "label": label}


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Where in a long list one is; the rest of the address is kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [
        {"number": number, "query": with_query(context, page=number) if isinstance(number, int) else ""}
        for number in numbers
    ]
    before = with_query(context, page=page.number - 1) if page.has_previous() else ""
    after = with_query(context, page=page.number + 1) if page.has_next() else ""
    return {"page": page, "links": links, "before": before, "after": after}


@register.inclusion_tag("ui/parts/progress.html")
def progress(value: int, most: int, label: str) -> dict[str, Any]:
    """How much of something is done, as a bar and in figures."""
    return {"value": value, "most": most, "label": label}


@register.inclusion_tag("ui/parts/party.html")
def person(name: str, about: str = "", href: str = "") -> dict[str, Any]:
    """A person in a line: initials, name, and what they are here."""
    return {"name": name, "about": about, "href": href, "initials": initials(name), "kind": "person"}


@register.inclusion_tag("ui/parts/party.html")
def organisation(name: str, about: str = "", href: str = "") -> dict[str, Any]:
    """An organisation in a line: initials, name, and where or what it is."""
    return {"name": name, "about": about, "href": href, "initials": initials(name), "kind": "organisation"}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(items: list[dict[str, Any]]) -> dict[str, Any]:
    """What happened when; items {"title"} and perhaps "at", "text", "state" ("done", "current", "todo")."""
    return {"items": items}


@register.inclusion_tag("ui/parts/autosave.html")
def autosave_status(sign_in_url: str = "") -> dict[str, Any]:
    """Where `autosave.js` says how saving goes; put it inside the form that saves itself."""
    return {"sign_in_url": sign_in_url}


@register.inclusion_tag("ui/parts/keys.html")
def key_help() -> dict[str, Any]:
    """The page's keyboard shortcuts, and the switch that turns them off."""
    return {}


def initials(name: str) -> str:
    """The first letters of the first and last word: "Anna Maria Ek" is AE."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0].upper() for word in (words if len(words) < 3 else [words[0], words[-1]]))


def _is_here(context: template.Context, href: str) -> bool:
    """Whether the address, its query included, is the page's own; "?" is the page without a query."""
    request = context.get("request")
    if request is None:
        return False
    query = request.META.get("QUERY_STRING", "")
    own = f"?{query}" if href.startswith("?") else request.get_full_path()
    return bool(own == href)


def _part(name: str, **context: Any) -> str:
    return render_to_string(f"ui/parts/{name}.html", context)


def _header(context: template.Context, column: dict[str, Any], sort: str) -> dict[str, Any]:
    key = column.get("key", "")
    if not key:
        return column
    order = {key: "ascending", f"-{key}": "descending"}.get(sort, "none")
    then = f"-{key}" if order == "ascending" else key
    return {**column, "order": order, "query": with_query(context, sort=then, page=None)}
