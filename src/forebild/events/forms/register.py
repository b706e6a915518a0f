"""What somebody without an account types to register: who comes, from where, what else is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.events.forms.asked import (
    NEEDS,
    AskedField,
    add_answer_faults,
    add_needs_faults,
    answer_fields,
    asked_fields,
    needs_fields,
    typed_answers,
    typed_needs,
)
from forebild.events.models import Event, Question, Quota
from forebild.events.organisations import said_of
from forebild.events.services.typed import MOST_AT_ONCE, Contact, From, Participant
from forebild.people.models import Organisation
from forebild.shared.models import new_public_id
from forebild.shared.ui.guarded import GuardedForm, opened_now

_NAME = forms.TextInput(attrs={"autocomplete": "name"})
_EMAIL = forms.EmailInput(attrs={"autocomplete": "email"})
_NONE = "none"  # of the organisations asked about
_AS_ONE_TYPES = forms.TextInput(attrs={"autocomplete": "off"})


class RegisterForm(GuardedForm):
    """One page: oneself, the organisation, colleagues. `rows`: how many lines for colleagues there are."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=_NAME)
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=_EMAIL,
        help_text=_("You get a link here to change or cancel. There is no account and no password."),
    )
    title = forms.CharField(
        label=_("What you do there"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    organisation = forms.CharField(
        label=_("Company or organisation"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    number = forms.CharField(
        label=_("Organisation number"),
        max_length=40,
        required=False,
        widget=_AS_ONE_TYPES,
        help_text=_("So that we know which company it is, and count nobody twice."),
    )
    no_photo = forms.BooleanField(
        label=_("I would rather not be in pictures"),
        required=False,
        help_text=_("Pictures may be taken at the event and shown on our website."),
    )
    only_others = forms.BooleanField(label=_("I do not come myself, I register others"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_AT_ONCE)

    def __init__(
        self,
        *args: Any,
        event: Event,
        quotas: Sequence[Quota],
        questions: Sequence[Question] = (),
        alike: Sequence[Organisation] = (),
        colleagues: int | None = None,
        **kwargs: Any,
    ) -> None:
        """`alike`: organisations that it might be, of which one is asked; `colleagues`: at most so many."""
        super().__init__(*args, **kwargs)
        self.event, self.quotas = event, {quota.public_id: quota for quota in quotas}
        self.questions, self.alike, self.most = questions, alike, colleagues
        if alike:
            self.fields["which"] = _which(alike)
        if len(quotas) > 1:
            self.fields["quota"] = forms.ChoiceField(
                label=_("Which places"),
                choices=[(quota.public_id, quota.name) for quota in quotas],
                widget=forms.RadioSelect,
            )
        if event.admission == Event.Admission.CODE and colleagues is None:
            self.fields["code"] = forms.CharField(
                label=_("Code"),
                max_length=40,
                widget=_AS_ONE_TYPES,
                help_text=_("It stands in the invitation."),
            )
        self.fields.update(answer_fields(questions))
        if event.asks_needs:
            self.fields.update(needs_fields(event, (get_language() or "sv")[:2]))
        for index in range(self.row_count):
            self.fields[f"p{index}_name"] = forms.CharField(
                label=_("Name"), max_length=120, required=False, widget=_AS_ONE_TYPES
            )
            self.fields[f"p{index}_email"] = forms.EmailField(
                label=_("E-mail"), max_length=254, required=False
            )
            for part in ("name", "email"):  # all lines are optional, and need not say so one by one
                self.fields[f"p{index}_{part}"].says_optional = False  # type: ignore[attr-defined]
        self.order_fields(("name", "email", "title", "organisation", "number", "which", "quota", "code"))

    @property
    def asked(self) -> list[AskedField]:
        """The office's questions."""
        return asked_fields(self, self.questions)

    @property
    def needs(self) -> list[Any]:
        """The fields for food and access; none where the event does not ask."""
        return [self[name] for name in NEEDS if name in self.fields]

    @property
    def says_needs(self) -> bool:
        """Whether anything of that was filled in, or is wrong."""
        return self.is_bound and any(
            self[name].errors or self[name].data for name in NEEDS if name in self.fields
        )

    @property
    def most_rows(self) -> int:
        """How many colleagues one may register at once."""
        return MOST_AT_ONCE if self.most is None else min(self.most, MOST_AT_ONCE)

    @property
    def row_count(self) -> int:
        """How many lines for colleagues there are."""
        typed = str(self.data.get("rows") or "") if self.is_bound else str(self.initial.get("rows") or "")
        return min(int(typed), self.most_rows) if typed.isdecimal() and len(typed) < 4 else 0

    @property
    def has_room_for_more(self) -> bool:
        """Whether there may be more lines."""
        return self.row_count < self.most_rows

    @property
    def colleague_fields(self) -> list[tuple[Any, Any]]:
        """The lines for colleagues: name and e-mail."""
        return [(self[f"p{index}_name"], self[f"p{index}_email"]) for index in range(self.row_count)]

    def clean(self) -> dict[str, Any]:
        """Whoever is named has an address, and somebody comes."""
        cleaned = super().clean()
        cleaned["key"] = cleaned.get("key") or self.new_key()
        for index in range(self.row_count):
            named, addressed = (bool(cleaned.get(f"p{index}_{part}")) for part in ("name", "email"))
            if named and not addressed and f"p{index}_email" not in self.errors:
                self.add_error(
                    f"p{index}_email", _now("Write an e-mail address: the place is confirmed there.")
                )
            if addressed and not named:
                self.add_error(f"p{index}_name", _now("Write a name."))
        if cleaned.get("only_others") and not self._colleagues(cleaned):
            self.add_error("only_others", _now("Write who comes, or take away this mark."))
        if not cleaned.get("only_others"):
            add_answer_faults(self, self.questions)
            add_needs_faults(self)
        return cleaned

    def _colleagues(self, cleaned: dict[str, Any]) -> list[Participant]:
        return [
            Participant(name=cleaned[f"p{index}_name"], email=cleaned[f"p{index}_email"], field=f"p{index}_")
            for index in range(self.row_count)
            if cleaned.get(f"p{index}_name") and cleaned.get(f"p{index}_email")
        ]

    def participants(self) -> list[Participant]:
        """Everybody who is to come, the contact first."""
        clean = self.cleaned_data
        oneself = Participant(
            name=clean["name"],
            email=clean["email"],
            title=clean["title"],
            no_photo=clean["no_photo"],
            answers=typed_answers(clean, self.questions),
            needs=typed_needs(clean),
        )
        return [*([] if clean["only_others"] else [oneself]), *self._colleagues(clean)]

    def contact(self, language: str) -> Contact:
        """Who registers."""
        return Contact(self.cleaned_data["name"], self.cleaned_data["email"], language)

    def organisation_facts(self) -> From:
        """Where they come from."""
        which = self.cleaned_data.get("which", "")
        known = "" if which == _NONE else which
        return From(name=self.cleaned_data["organisation"], number=self.cleaned_data["number"], known=known)

    def chosen_quota(self) -> Quota:
        """The places asked for; the only ones, where there is no choice."""
        chosen = self.cleaned_data.get("quota")
        return self.quotas[chosen] if chosen else next(iter(self.quotas.values()))

    @property
    def shows_colleagues(self) -> bool:
        """Whether the lines for colleagues are open."""
        return self.is_bound or "more" in self.initial

    def with_more_rows(self) -> RegisterForm:
        """The same with three more lines for colleagues: what was typed stays, and is not judged yet."""
        more = {"rows": str(min(self.row_count + 3, self.most_rows)), "opened": opened_now()}
        several = [
            name for name, field in self.fields.items() if isinstance(field, forms.MultipleChoiceField)
        ]
        typed = self.data.dict() | {name: self.data.getlist(name) for name in several}  # type: ignore[attr-defined]  # a QueryDict
        quotas = list(self.quotas.values())
        return RegisterForm(
            event=self.event,
            quotas=quotas,
            questions=self.questions,
            alike=self.alike,
            colleagues=self.most,
            initial=typed | more,
        )

    @staticmethod
    def new_key() -> str:
        """What tells this form from every other: sent twice, it is one booking."""
        return new_public_id()


def _which(alike: Sequence[Organisation]) -> forms.ChoiceField:
    known = [(each.public_id, said_of(each)) for each in alike]
    return forms.ChoiceField(
        label=_("Is it this one?") if len(known) == 1 else _("Is it one of these?"),
        choices=[*known, (_NONE, _("No, another one"))],
        widget=forms.RadioSelect,
        help_text=_("We know an organisation by that name, and would rather not count anybody twice."),
        error_messages={"required": _("Say whether it is this one, and send the form once more.")},
    )
