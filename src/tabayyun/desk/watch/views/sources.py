"""Sources and how they are doing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tabayyun.desk.watch import operations, queries
from tabayyun.desk.watch.forms import SourceForm
from tabayyun.desk.watch.models import Source
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed


@require_GET
@allowed("desk.read")
def sources(request: HttpRequest) -> HttpResponse:
    """Every source with its health."""
    context = {"rows": queries.health(timezone.now()), "kinds": queries.kinds()}
    return render(request, "watch/sources.html", context)


@require_GET
@allowed("desk.read")
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: its health, its options, what came last."""
    one = queries.health_of(slug, timezone.now())
    if one is None:
        raise Http404
    return render(request, "watch/source.html", {"row": one, "latest": queries.latest(one.source)})


@require_http_methods(["GET", "POST"])
@allowed("watch.manage")
def add(request: HttpRequest, plugin: str) -> HttpResponse:
    """A new source of one kind."""
    if plugin not in {kind.plugin for kind in queries.kinds()}:
        raise Http404
    form = SourceForm(request.POST or None, plugin=plugin)
    if form.is_valid():
        given = form.cleaned_data
        made = operations.add_source(
            slug=given["slug"],
            name=given["name"],
            plugin=plugin,
            options=given["options"],
            now=timezone.now(),
            by=_user(request),
        )
        return redirect("watch:source", made.slug)
    return _form(request, form, queries.kind_in_words(plugin))


@require_http_methods(["GET", "POST"])
@allowed("watch.manage")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The name and the options of a source."""
    known = get_object_or_404(Source, slug=slug)
    form = SourceForm(request.POST or None, plugin=known.plugin, source=known)
    if form.is_valid():
        given = form.cleaned_data
        operations.edit_source(
            source=known, name=given["name"], options=given["options"], now=timezone.now(), by=_user(request)
        )
        return redirect("watch:source", slug)
    return _form(request, form, known.name)


@require_POST
@allowed("watch.manage")
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop reading a source."""
    operations.pause(source=get_object_or_404(Source, slug=slug), now=timezone.now(), by=_user(request))
    return redirect("watch:source", slug)


@require_POST
@allowed("watch.manage")
def resume(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a source again."""
    operations.resume(source=get_object_or_404(Source, slug=slug), now=timezone.now(), by=_user(request))
    return redirect("watch:source", slug)


def _form(request: HttpRequest, form: SourceForm, heading: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "watch/source_form.html", {"form": form, "heading": heading}, status=status)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (`allowed` let nobody else in)
    return request.user
