"""Each component as a page writes it. How they look together is the gallery's business (test_look)."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from forebild.shared.ui.tags.pieces import initials

AT = datetime(2027, 3, 3, 22, 59, tzinfo=UTC)


def drawn(tags, language="sv", address="/lista/", **context):
    request = RequestFactory().get(address)
    with translation.override(language):
        html = engines["django"].from_string(tags).render(context, request)
    return re.sub(r"[ \n]+", " ", html).strip()


def test_a_button_with_an_address_is_a_link_and_else_it_submits():
    assert drawn('{% button "Spara" href="/x/" %}') == '<a class="button button-quiet" href="/x/">Spara</a>'
    assert drawn('{% button "Spara" kind="primary" name="go" value="1" %}') == (
        '<button class="button button-primary" type="submit" name="go" value="1">Spara</button>'
    )


def test_a_buttons_text_never_becomes_markup():
    assert "<script>" not in drawn("{% button text %}", text="<script>")


def test_an_icon_is_silent_and_comes_from_the_sprite():
    html = drawn('{% icon "check" %}')
    assert 'aria-hidden="true"' in html
    assert 'href="/static/ui/icons/icons.svg#check"' in html


def test_a_state_is_told_by_word_and_sign_not_by_colour_alone():
    html = drawn('{% status "Vinnare" tone="success" %}')
    assert "Vinnare" in html
    assert "#circle-check" in html
    assert "#trophy" in drawn('{% status "Vinnare" tone="success" icon="trophy" %}')


def test_a_tone_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        drawn('{% status "Vinnare" tone="pink" %}')


def test_steps_say_how_each_one_stands():
    items = [
        {"title": "Företaget", "state": "done", "href": "/1/"},
        {"title": "Resultat", "state": "current", "href": "/2/", "note": "2 av 5 svar"},
        {"title": "Skicka", "state": "blocked"},
        {"title": "Fel", "state": "error"},
        {"title": "Sen", "state": "todo", "label": "Saknar siffror"},
    ]
    html = drawn("{% steps items %}", items=items)
    for text in ("Klart", "Härnäst", "Inte öppet ännu", "Rätta", "Saknar siffror", "2 av 5 svar"):
        assert text in html
    assert html.count('aria-current="step"') == 1
    assert '<a class="step-title" href="/1/">' in html
    assert '<span class="step-title">Skicka</span>' in html


@pytest.mark.parametrize("tone", ["info", "success", "warning", "danger"])
def test_a_notice_has_a_tone_a_sign_and_what_is_written_in_it(tone):
    html = drawn('{% notice tone=tone title="Hej" role="alert" %}<p>Text</p>{% endnotice %}', tone=tone)
    assert f'class="notice tone-{tone}" role="alert"' in html
    assert "<h2>Hej</h2><p>Text</p>" in html


def test_what_is_put_into_a_block_is_escaped_once():
    html = drawn("{% notice %}<p>{{ name }}</p>{% endnotice %}", name="<b>&")
    assert "<p>&lt;b&gt;&amp;</p>" in html


def test_an_empty_place_says_what_would_be_here():
    html = drawn('{% empty title="Inga bidrag" level=3 %}<p>Än.</p>{% endempty %}')
    assert "<h3>Inga bidrag</h3><p>Än.</p>" in html


def test_a_card_is_one_link_at_most():
    assert drawn('{% card title="A" href="/a/" %}x{% endcard %}').count("<a ") == 1
    assert "<a " not in drawn('{% card title="A" eyebrow="B" %}x{% endcard %}')


def test_panels_and_chapters_are_named_sections():
    assert drawn('{% panel title="A" %}b{% endpanel %}') == '<section class="panel"><h2>A</h2>b</section>'
    assert '<section class="chapter" id="x"><h2>A</h2>' in drawn(
        '{% chapter title="A" id="x" %}b{% endchapter %}'
    )


def test_facts_leave_out_what_is_not_known_but_keep_nought():
    html = drawn("{% facts items %}", items=[("Ort", "Gnosjö"), ("Webb", ""), ("År", None), ("Fel", 0)])
    assert "<dt>Ort</dt><dd>Gnosjö</dd>" in html
    assert "Webb" not in html
    assert "År" not in html
    assert "<dt>Fel</dt><dd>0</dd>" in html


def test_figures_lead_to_their_records():
    html = drawn("{% figures items %}", items=[{"figure": "6", "label": "vinnare", "href": "/v/"}])
    assert '<dt>vinnare</dt><dd><a href="/v/">6</a></dd>' in html


COLUMNS = [
    {"label": "Namn", "key": "name"},
    {"label": "Antal", "key": "count", "number": True},
    {"label": "Gör", "hidden": True},
]


def test_a_table_is_named_scrolls_by_keyboard_and_has_headers():
    html = drawn("{% table caption='Bidrag' columns=c %}<tr></tr>{% endtable %}", c=COLUMNS)
    assert 'role="region" tabindex="0" aria-label="Bidrag"' in html
    assert html.count('<th scope="col"') == 3
    assert '<span class="visually-hidden">Gör</span>' in html


def test_a_header_sorts_and_keeps_the_rest_of_the_address_but_not_the_page():
    html = drawn(
        "{% table caption='B' columns=c sort='name' %}{% endtable %}",
        c=COLUMNS,
        address="/lista/?q=gn&page=3",
    )
    assert 'aria-sort="ascending"><a href="?q=gn&amp;sort=-name">' in html
    assert 'aria-sort="none"><a href="?q=gn&amp;sort=count">' in html


def test_a_header_sorted_downward_turns_upward_again():
    html = drawn("{% table caption='B' columns=c sort='-name' %}{% endtable %}", c=COLUMNS)
    assert 'aria-sort="descending"><a href="?sort=name">' in html


def test_a_caption_may_be_read_out_only():
    html = drawn("{% table caption='B' columns=c hide_caption=True %}{% endtable %}", c=COLUMNS)
    assert '<caption class="visually-hidden">' in html


@pytest.mark.parametrize(
    ("address", "href", "here"),
    [
        ("/lista/?state=draft", "?state=draft", True),
        ("/lista/?state=draft", "?", False),
        ("/lista/", "?", True),
        ("/lista/", "/lista/", True),
        ("/lista/", "/annan/", False),
    ],
)
def test_the_tab_that_is_shown_is_marked(address, href, here):
    items = [{"label": "A", "href": href, "count": 0}]
    html = drawn("{% tabs items label='Sidor' %}", items=items, address=address)
    assert ('aria-current="page"' in html) is here
    assert '<span class="muted numbers">0</span>' in html


def test_a_tab_may_be_marked_by_the_page_itself():
    items = [{"label": "A", "href": "/x/", "current": True}]
    assert 'aria-current="page"' in drawn("{% tabs items label='Sidor' %}", items=items)


def test_tags_stand_without_a_request():
    template = engines["django"].from_string(
        "{% tabs t label='x' %}{% with_query page=2 %}{% other_language_url %}{% current '/x/' %}"
    )
    with translation.override("en"):
        assert template.render({"t": [{"label": "A", "href": "?"}]}).endswith("?/")


def test_pages_of_a_list_keep_the_filter():
    page = Paginator(range(112), 10).page(4)
    html = drawn("{% pagination page %}", page=page, address="/lista/?q=gn&page=4")
    assert "31–40 av 112" in html
    assert 'href="?q=gn&amp;page=3" rel="prev"' in html
    assert 'href="?q=gn&amp;page=5" rel="next"' in html
    assert '<span aria-current="page">4</span>' in html


def test_the_first_and_last_page_lead_no_further():
    first, last = Paginator(range(20), 10).page(1), Paginator(range(20), 10).page(2)
    assert 'rel="prev"' not in drawn("{% pagination page %}", page=first)
    assert 'rel="next"' not in drawn("{% pagination page %}", page=last)


def test_a_list_of_one_page_says_only_how_many():
    html = drawn("{% pagination page %}", page=Paginator(range(3), 10).page(1))
    assert "1–3 av 3" in html
    assert "<ul>" not in html


def test_time_left_and_time_over():
    assert "2\u00a0dagar kvar" in drawn("{% countdown at now=now %}", at=AT, now=AT - timedelta(days=2))
    assert "<strong>Stängt</strong>" in drawn("{% countdown at now=now %}", at=AT, now=AT)
    assert "Stängt" in drawn("{% countdown at %}", at=datetime(2020, 1, 1, tzinfo=UTC))


def test_progress_is_told_in_figures_too():
    html = drawn("{% progress 12 45 label='Klara' %}")
    assert '<progress value="12" max="45" aria-label="Klara">' in html
    assert "12 av 45" in html


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Anna Maria Ek", "AE"), ("Anna Ek", "AE"), ("Ödmjuk", "Ö"), ("", ""), ("Lindqvist & Söner AB", "LA")],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_people_and_organisations_in_a_line():
    assert 'href="/p/"' in drawn("{% person 'Anna Ek' about='vd' href='/p/' %}")
    html = drawn("{% organisation 'Norrskens AB' about='Gnosjö' %}")
    assert "party-organisation" in html
    assert "Gnosjö" in html


def test_a_timeline_tells_when_and_what_is_now():
    html = drawn(
        "{% timeline items %}", items=[{"title": "Stänger", "at": AT, "state": "current"}, {"title": "Sen"}]
    )
    assert 'datetime="2027-03-03T22:59:00+00:00"' in html
    assert "nu</span>" in html


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("{% swedish_time at %}", "onsdag 3 mars 2027 kl.\u00a023.59"),
        ("{% swedish_time at 'short' %}", "ons 3\u00a0mars kl.\u00a023.59"),
        ("{% swedish_time at 'clock' %}", "23.59"),
        ("{% swedish_date day %}", "onsdag 3 mars 2027"),
        ("{% swedish_date day 'plain' %}", "3 mars 2027"),
        ("{% swedish_date day 'short' %}", "ons 3\u00a0mars"),
    ],
)
def test_days_and_hours_are_written_out_and_kept_for_machines(tag, text):
    html = drawn(tag, at=AT, day=date(2027, 3, 3))
    assert f">{text}</time>" in html
    assert '<time datetime="2027-03-03' in html


def test_no_moment_is_no_text():
    assert drawn("{% swedish_time none %}{% swedish_date none %}{{ none|number }}", none=None) == ""


def test_stretches_and_numbers():
    assert drawn("{% swedish_days a b %}", a=date(2027, 3, 3), b=date(2027, 3, 5)) == "3–5 mars 2027"
    assert drawn("{{ 1500|number }} {{ 8.1|number:2 }}", language="en") == "1\u00a0500 8.10"


def test_charts_are_named_drawn_without_style_and_carry_their_table():
    from forebild.shared.ui import samples

    with translation.override("sv"):
        shown = samples.everything()
    html = drawn(
        "{% interval_chart a %}{% bar_chart b %}{% bar_chart b %}", a=shown["ranking"], b=shown["bars"]
    )
    assert html.count('role="img"') == html.count("<details") == 3
    for number in (1, 2, 3):
        assert html.count(f'id="chart-{number}-title"') == 1
    assert "style=" not in html
    assert '<td class="number">8,21</td>' in html
    assert "84 %" in html


def test_a_chart_without_line_raw_values_or_notes_has_no_words_for_them():
    from forebild.shared.ui.charts import Interval, IntervalChart

    html = drawn("{% interval_chart c %}", c=IntervalChart("T", (Interval("A", 2, 1, 3),), 0, 4))
    assert "chart-cut" not in html
    assert "före justering" not in html.lower()
    assert "linjen" not in html


def test_a_form_that_posts_carries_its_token_and_leaves_mistakes_to_the_page():
    html = drawn("{% post_form action='/x/' %}{% button 'Spara' %}{% endpost_form %}")
    assert html.startswith('<form method="post" class="form" novalidate action="/x/">')
    assert 'name="csrfmiddlewaretoken"' in html
    assert "<script" not in html


def test_a_form_that_saves_itself_says_where_and_brings_its_scripts():
    html = drawn(
        "{% post_form id='f' label='Bidrag' multipart=True confirm_leave=True"
        " autosave='/s/' revision=0 local=True %}"
        "{% autosave_status sign_in_url='/in/' %}{% endpost_form %}"
    )
    for part in (
        'id="f"',
        'aria-label="Bidrag"',
        'enctype="multipart/form-data"',
        'data-autosave-url="/s/"',
        'data-revision="0"',
        'data-local="yes"',
        'data-confirm-leave="yes"',
        "autosave.js",
        "confirm-leave.js",
        "data-autosave-status",
        'href="/in/"',
    ):
        assert part in html
    assert "data-autosave-sign-in" not in drawn("{% autosave_status %}")


def test_a_form_drawn_without_a_request_has_no_token():
    html = engines["django"].from_string("{% post_form %}{% endpost_form %}").render({})
    assert "csrf" not in html


def test_keys_can_be_read_and_turned_off():
    html = drawn("{% key_help %}")
    assert "data-keys-switch" in html
    assert "keys.js" in html


def test_a_summary_can_be_told_which_forms():
    from forebild.shared.ui.tests.test_forms import Entry

    html = drawn("{% error_summary other %}", form=Entry({}), other=Entry({"title": "x"}))
    assert "Title" not in html
    assert '<a href="#id_story">' in html


def test_permission_is_asked_where_the_button_is_shown():
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    template = engines["django"].from_string(
        "{% may 'public' as open %}{% may 'signed_in' as own %}{{ open.allowed }} {{ own.allowed }}"
    )
    assert template.render({}, request) == "True False"


def test_an_unknown_permission_is_an_error():
    with pytest.raises(ValueError, match=r"no\.such"):
        drawn("{% may 'no.such' as answer %}")
