"""`{{ text|markdown }}`, `{{ text|markdown:"en" }}` and `{{ text|excerpt:160 }}`."""

from django import template

from forebild.shared.writing.markdown import plain, render

register = template.Library()


@register.filter
def markdown(text: str | None, language: str = "") -> str:
    """The Markdown text as safe HTML; `language` is the text's own, where it may differ from the page's."""
    return render(text or "", language)


@register.filter
def excerpt(text: str | None, longest: int = 160) -> str:
    """The beginning of a Markdown text, without marks."""
    return plain(text or "", longest)
