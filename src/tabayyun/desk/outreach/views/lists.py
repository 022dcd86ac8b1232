"""All activities: as figures, as charts, as lines, as a file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tabayyun.desk.outreach import queries
from tabayyun.desk.outreach.forms import FilterForm
from tabayyun.desk.outreach.models import Activity, Kind
from tabayyun.desk.outreach.operations.importing import ACTIVITIES, DIRECTORIES
from tabayyun.desk.outreach.operations.importing.columns import COLUMNS
from tabayyun.kit.roles import allowed
from tabayyun.kit.sheets import writing

PAGE = 30
PERSONAL = {"child_name", "child_age", "notes"}
"""What no export carries: it would outlive the day on which a child is forgotten."""


@require_GET
@allowed("desk.read")
def activities(request: HttpRequest) -> HttpResponseBase:
    """The activities that fit the filters, with their figures, map and charts."""
    regions = list(queries.regions())
    form = FilterForm(request.GET, regions=regions)
    filters = form.filters()
    found = queries.activities(filters)
    tiles = queries.by_region(found, filters, regions)
    context = {
        "form": form,
        "summary": queries.summary(found),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "tiles": tiles,
        "region_bars": queries.region_shares(tiles),
        "topic_bars": queries.by_topic(found, filters),
        "month_bars": queries.by_month(found, filters),
        "here": queries.address(filters),
        "kinds": [(kind.value, kind.label) for kind in ACTIVITIES],
    }
    return render(request, "outreach/list.html", context)


@require_GET
@allowed("desk.read")
def export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """What the list shows, whole, as CSV or XLSX; without children's names."""
    if ending not in ("csv", "xlsx"):
        raise Http404
    found = queries.activities(FilterForm(request.GET, regions=queries.regions()).filters())
    names = [name for name in COLUMNS if name not in PERSONAL]
    heads = [_("Kind"), *(COLUMNS[name][0] for name in names)]
    rows = (
        [str(Kind(activity.kind).label), *(_shown(activity, name) for name in names)]
        for activity in found.iterator(chunk_size=2_000)
    )
    return writing.answer("outreach", ending, heads, rows)


@require_GET
@allowed("desk.read")
def directories(request: HttpRequest) -> HttpResponseBase:
    """The directories, with how many lines each has."""
    counted = [(directory, directory.model._default_manager.count()) for directory in DIRECTORIES.values()]
    return render(request, "outreach/directories.html", {"directories": counted})


@require_GET
@allowed("desk.read")
def directory(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One directory, searched by code or name."""
    about = DIRECTORIES.get(slug)
    if about is None:
        raise Http404
    words = request.GET.get("q", "").replace("\0", "")[:200]
    found = queries.entries(about.model, words)
    if about.parent:
        found = found.select_related(about.parent.removesuffix("_id"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(entry, getattr(entry, about.parent.removesuffix("_id"), None)) for entry in page]
    context = {"directory": about, "page": page, "rows": rows, "words": words}
    return render(request, "outreach/directory.html", context)


def _shown(activity: Activity, name: str) -> writing.Value:
    if name.endswith("_id"):
        entry = getattr(activity, name.removesuffix("_id"))
        return entry.local_name if entry else ""
    shown: writing.Value = getattr(activity, name)
    if name in ("topic", "level", "phase") and shown:
        shown = str(getattr(activity, f"get_{name}_display")())
    return shown
