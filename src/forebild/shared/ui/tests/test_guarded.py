"""A form that anybody may send, shown again: nothing that was ticked is lost."""

from django import forms
from django.http import QueryDict

from forebild.shared.ui.guarded import GuardedForm


class Ticked(GuardedForm):
    ways = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B"), ("c", "C")], widget=forms.CheckboxSelectMultiple
    )


def test_all_that_was_ticked_is_still_ticked_when_the_form_is_shown_again() -> None:
    form = Ticked(QueryDict("ways=a&ways=c&opened=x"))
    assert not form.is_valid()
    form.opened_anew()
    assert str(form["ways"]).count("checked") == 2
    assert form.data["opened"] != "x"
