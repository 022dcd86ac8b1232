"""The list of statements, a statement, and a new one."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from tabayyun.desk.press import operations, queries
from tabayyun.desk.press.forms import FilterForm, NewForm
from tabayyun.desk.press.models import Statement, StatementText
from tabayyun.desk.press.views.asked import person
from tabayyun.kit.roles import allowed

PAGE = 40


@require_GET
@allowed("desk.read")
def statements(request: HttpRequest) -> HttpResponseBase:
    """Every statement; those that wait for the reader's approval first."""
    now, form = timezone.now(), FilterForm(request.GET or None)
    found = queries.listed(form.chosen() if form.is_bound else {}, user=person(request), now=now)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(statement, queries.lateness(statement, now)) for statement in page]
    return render(request, "press/list.html", {"page": page, "rows": rows, "form": form})


@require_http_methods(["GET", "POST"])
@allowed("press.write")
def new(request: HttpRequest) -> HttpResponseBase:
    """Begin a statement: from a case (``?case=``) or free."""
    initial = {
        "case": request.GET.get("case"),
        "kind": request.GET.get("kind", Statement.Kind.TRUTH),
        "langs": ["ar", "fr"],
    }
    form = NewForm(request.POST or None, initial=initial)
    if form.is_valid():
        made = operations.create(**form.cleaned_data, by=person(request), now=timezone.now())
        return redirect("press:statement", made.reference)
    return render(request, "press/new.html", {"form": form})


@require_GET
@allowed("desk.read")
def statement(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One statement: its languages side by side, with what can be done about each."""
    found = get_object_or_404(queries.statement_page(reference))
    texts = list(found.texts.all())
    columns = _columns(texts)
    shown_texts = {text.pk for _lang, column in columns for text in column}
    shown = {
        "statement": found,
        "columns": columns,
        "former": [text for text in texts if text.pk not in shown_texts],
        "missing": [pair for pair in settings.LANGUAGES if pair[0] not in {t.lang for t in texts}],
        "late": queries.lateness(found, timezone.now()),
    }
    return render(request, "press/statement.html", shown)


def _columns(texts: list[StatementText]) -> list[tuple[str, list[StatementText]]]:
    """For each language, in the newsroom's order: what is on its way, then what is public now."""
    columns = []
    for code, _name in settings.LANGUAGES:
        ours = [text for text in texts if text.lang == code]
        on_its_way = [text for text in ours if text.is_open]
        public = [text for text in ours if text.is_public]
        if ours:
            columns.append((code, [*on_its_way, *public[:1]]))
    return columns
