"""The log as the office reads it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forebild.shared.audit.export import jsonl
from forebild.shared.audit.forms import RecordFilter
from forebild.shared.audit.queries import latest_verification, lines, may_take_all, records_shown
from forebild.shared.audit.services import check_chain
from forebild.shared.errors import NotAllowed
from forebild.shared.pages import page
from forebild.shared.permissions import Permission

_ON_A_PAGE = 50


@require_safe
@page(Permission.AUDIT_READ)
def record_list(request: HttpRequest) -> HttpResponse:
    """What was done, newest first, and whether the chain holds."""
    asked = RecordFilter(request.GET or None)
    found = records_shown(request.user).filter(asked.condition())
    records = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "filter": asked,
        "records": records,
        "lines": lines(records),
        "verification": latest_verification(),
    }
    return render(request, "audit/record_list.html", shown)


@require_POST
@page(Permission.AUDIT_READ)
def chain_check(request: HttpRequest) -> HttpResponse:
    """Walk the chain now."""
    check_chain()
    return redirect("audit:record_list")


@require_safe
@page(Permission.AUDIT_READ)
def record_export(request: HttpRequest) -> StreamingHttpResponse:
    """The whole log as JSON lines; a chain has no holes, so not to somebody who may not see all of it."""
    if not may_take_all(request.user):
        raise NotAllowed(
            _("You stand aside from an entry. Somebody else in the office can take the whole log.")
        )
    name = f"forebild-log-{timezone.localdate():%Y-%m-%d}.jsonl"
    heading = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(jsonl(), content_type="application/jsonl", headers=heading)
