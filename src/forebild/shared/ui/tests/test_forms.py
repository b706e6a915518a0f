import re
from decimal import Decimal

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from forebild.shared.ui.forms import (
    DayInput,
    LongText,
    MomentInput,
    Number,
    count_characters,
    mistakes,
    plain_line_breaks,
)


class Entry(forms.Form):
    title = forms.CharField(label="Title", max_length=10, help_text="Short.")
    story = LongText(label="What was it?", max_length=5, help_text="Tell it.")
    size = forms.ChoiceField(
        label="Size", choices=[("s", "Small")], widget=forms.RadioSelect, help_text="One."
    )
    themes = forms.MultipleChoiceField(
        label="Themes", choices=[("Group", [("a", "A")])], widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label="I may.", help_text="Ask first.")
    code = forms.CharField(
        label="Code",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "placeholder": "x"}),
    )
    secret = forms.CharField(widget=forms.HiddenInput, required=True)


def drawn(form, tags="{% form_fields form %}"):
    with translation.override("sv"):
        return engines["django"].from_string(tags).render({"form": form})


def element(html, pattern):
    found = re.search(pattern, html, re.DOTALL)
    assert found, f"{pattern} not in {html}"
    return found[0]


def test_a_field_is_tied_to_its_hint_its_counter_and_its_error():
    html = drawn(Entry({"story": "too long"}))
    area = element(html, "<textarea[^>]*>")
    assert 'aria-describedby="id_story_helptext id_story_count id_story_error"' in area
    for name in ("helptext", "count", "error"):
        assert html.count(f'id="id_story_{name}"') == 1
    assert 'aria-invalid="true"' in area


def test_a_field_with_nothing_to_say_is_tied_to_nothing():
    assert "aria-describedby" not in element(drawn(Entry()), '<input[^>]*name="code"[^>]*>')


def test_what_is_optional_says_so_in_words_and_what_is_required_says_nothing():
    html = drawn(Entry())
    assert "(valfritt)" in element(html, "<legend>Themes.*?</legend>")
    assert "(valfritt)" not in element(html, "<label[^>]*>Title.*?</label>")
    assert "*" not in re.sub("<[^>]*>", "", html)


def test_a_draft_may_keep_silent_about_what_is_needed_only_later():
    form = Entry()
    form.fields["themes"].says_optional = False
    assert "(valfritt)" not in element(drawn(form), "<legend>Themes.*?</legend>")


def test_choices_are_a_group_with_a_legend_and_the_group_carries_hint_and_error():
    html = drawn(Entry({}))
    group = element(html, '<fieldset[^>]*aria-describedby="id_size_helptext id_size_error">.*?</fieldset>')
    assert "<legend>Size</legend>" in group
    assert "aria-describedby" not in element(group, "<input[^>]*>")


def test_choices_may_be_grouped_under_words():
    assert '<p class="choice-group">Group</p>' in drawn(Entry())


def test_a_single_box_stands_before_its_label_and_never_says_optional():
    form = Entry()
    form.fields["agreed"].required = False
    html = drawn(form, "{% form_fields form 'agreed' %}")
    assert re.search(r'<label class="choice" for="id_agreed"><input[^>]*><span>I may.</span></label>', html)
    assert "(valfritt)" not in html
    assert 'aria-describedby="id_agreed_helptext"' in html


def test_the_browser_may_not_cut_off_what_is_pasted_nor_hide_a_hint_in_a_placeholder():
    html = drawn(Entry())
    assert "maxlength" not in html
    assert 'data-limit="10"' in element(html, '<input[^>]*name="title"[^>]*>')
    assert "placeholder" not in html


def test_only_long_texts_have_a_counter():
    html = drawn(Entry())
    assert html.count("data-counts=") == 1
    assert "Högst 5 tecken" in html


def test_the_counters_script_comes_only_with_a_counter():
    assert "counter.js" in drawn(Entry())
    assert "counter.js" not in drawn(Entry(), "{% form_fields form 'title' %}")


def test_a_code_is_digits_that_the_phone_may_fill_in():
    code = element(drawn(Entry()), '<input[^>]*name="code"[^>]*>')
    assert 'autocomplete="one-time-code"' in code
    assert 'inputmode="numeric"' in code


def test_hidden_fields_come_along_unless_fields_are_named():
    assert 'name="secret"' in drawn(Entry())
    assert 'name="secret"' not in drawn(Entry(), "{% form_fields form 'title' %}")


def test_the_form_itself_draws_the_same_way():
    assert 'class="fields"' in drawn(Entry(), "{{ form }}")


def test_a_formset_draws_each_form_and_its_own_fields():
    pair = forms.formset_factory(Entry, extra=2)()
    html = drawn(pair, "{{ form }}")
    assert html.count("<textarea") == 2
    assert 'name="form-TOTAL_FORMS"' in html


def test_what_is_typed_never_becomes_markup():
    html = drawn(Entry({"title": '"><script>alert(1)</script>', "story": "</textarea><b>x"}))
    assert "<script>alert" not in html
    assert "</textarea><b>" not in html


# the summary


def test_the_summary_leads_to_each_control_in_the_order_of_the_page():
    form = Entry({"story": "too long", "title": "x"})
    assert [each.target for each in mistakes([form])] == ["id_story", "id_size_0", "id_agreed", ""]


def test_the_summary_says_which_field_each_mistake_is_about():
    with translation.override("en"):
        texts = [each.text for each in mistakes([Entry({})])]
    assert texts[0] == "Title: This field is required."
    assert texts[1] == "What was it? This field is required."
    assert texts[3] == "I may: This field is required."


def test_mistakes_of_the_whole_form_come_first_and_lead_nowhere():
    form = Entry({})
    form.add_error(None, "The call has closed.")
    first = mistakes([form])[0]
    assert (first.text, first.target) == ("The call has closed.", "")


def test_a_form_not_sent_has_no_mistakes():
    assert mistakes([Entry()]) == []


def test_mistakes_in_a_formset_are_told_too():
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-title": "much too long a title"}
    entries = forms.formset_factory(Entry, min_num=2, validate_min=True)(data)
    found = mistakes([entries])
    assert found[0].target == ""
    assert found[1].target == "id_form-0-title"


# fields


@pytest.mark.parametrize("break_", ["\r\n", "\r", "\n"])
def test_a_line_break_counts_as_one_character_whatever_the_browser_sends(break_):
    assert count_characters(f"a{break_}b") == 3
    assert plain_line_breaks(f"a{break_}b") == "a\nb"
    assert LongText(max_length=3).clean(f"a{break_}b") == "a\nb"


def test_a_long_text_over_its_limit_is_refused_by_the_same_count():
    with pytest.raises(forms.ValidationError):
        LongText(max_length=3).clean("a\r\nbc")
    assert LongText(required=False).clean(None) == ""


def test_an_emoji_is_one_character():
    assert count_characters("å🏭") == 2


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1 234,5", "1234.5"), ("1\u00a0234", "1234"), ("1\u202f234.5", "1234.5"), ("−3", "-3"), (" 12 ", "12")],
)
def test_a_number_is_read_as_people_type_it(typed, value):
    assert Number().clean(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["1,2,3", "tolv", "1e999999", "NaN"])
def test_what_is_not_a_number_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        Number(max_digits=12, decimal_places=3).clean(typed)


def test_an_empty_number_is_none_where_it_may_be():
    assert Number(required=False).clean("") is None
    assert Number(required=False).clean(None) is None


def test_a_number_shows_its_unit_and_the_digits_keyboard():
    class Size(forms.Form):
        turnover = Number(label="Turnover", unit="MSEK")
        people = Number(label="People")

    html = drawn(Size())
    assert '<span class="unit">MSEK</span>' in html
    assert html.count('class="unit"') == 1
    assert html.count('inputmode="decimal"') == 2


def test_days_and_moments_are_given_to_the_browser_in_its_own_form():
    from datetime import date, datetime

    assert 'value="2027-03-03"' in DayInput().render("day", date(2027, 3, 3))
    assert 'type="date"' in DayInput().render("day", None)
    html = MomentInput().render("at", datetime(2027, 3, 3, 23, 59))  # noqa: DTZ001 as Django hands it over
    assert 'value="2027-03-03T23:59"' in html
    assert 'type="datetime-local"' in html


def test_a_file_can_be_replaced_or_taken_away():
    class Stored:
        url = "/fil/abc/"

        def __str__(self):
            return "bild.jpg"

    class Picture(forms.Form):
        picture = forms.FileField(label="Picture", required=False, initial=Stored())

    html = drawn(Picture())
    assert '<a href="/fil/abc/">bild.jpg</a>' in html
    assert "Ta bort filen" in html
    assert "Ta bort filen" not in drawn(type("New", (forms.Form,), {"picture": forms.FileField(label="P")})())
