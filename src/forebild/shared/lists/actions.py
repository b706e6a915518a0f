"""What can be done with several rows at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forebild.shared.permissions import Permission

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class BulkAction:
    """A button under the list, shown to those with `permission`.

    It posts the chosen rows to `url_name`, a page that takes the same parts of the address (`edition=…`) as
    the list's own page and begins with `chosen_rows` (see `pages`).
    """

    key: str
    label: StrOrPromise
    permission: Permission
    url_name: str
