"""A form's field for one file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from forebild.shared.errors import InvalidInput
from forebild.shared.files.examine import Examined, examine
from forebild.shared.files.kinds import ALLOWED, Kind, in_words


class UploadField(forms.FileField):
    """Takes a file of one of `kinds`, looked through; its value is an Examined, which `store` takes.

    What is taken and how large is said beside it, unless `help_text` says something else.
    """

    def __init__(self, *, kinds: Iterable[Kind] = ALLOWED, **options: Any) -> None:
        self.kinds = frozenset(kinds)
        options.setdefault("help_text", _lazy_help(self.kinds))
        super().__init__(**options)
        extensions = [f".{extension}" for kind in Kind if kind in self.kinds for extension in kind.extensions]
        self.widget.attrs["accept"] = ",".join(extensions)

    def to_python(self, data: UploadedFile[Any] | None) -> Examined | None:  # type: ignore[override]  # not the upload itself
        """The upload, looked through. Raises ValidationError with the text that names the file and why."""
        if data in self.empty_values or data is None:
            return None
        try:
            return examine(data, self.kinds)
        except InvalidInput as refusal:
            raise ValidationError(refusal.reason, code="invalid") from refusal


def _help(kinds: Iterable[Kind]) -> str:
    most = filesizeformat(max(kind.most_bytes for kind in kinds))
    return _("%(kinds)s, at most %(most)s") % {"kinds": in_words(kinds), "most": most}


_lazy_help = lazy(_help, str)
