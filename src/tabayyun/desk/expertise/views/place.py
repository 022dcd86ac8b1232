"""Time and place: sun and shadow, the day, the map, the weather. Each result is kept by one press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tabayyun.desk.expertise.forms import CalendarForm, DayForm, MapForm, SunForm, WeatherForm
from tabayyun.desk.expertise.models import CalendarEntry
from tabayyun.desk.expertise.operations import placing
from tabayyun.desk.expertise.queries import atlas, days, searching, sky
from tabayyun.desk.signals.models import Content
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed

ZONES = (
    "Africa/Casablanca", "Africa/Algiers", "Africa/Cairo", "Africa/Dakar", "Africa/Tripoli",
    "Africa/Tunis", "America/New_York", "Asia/Baghdad", "Asia/Beirut", "Asia/Damascus", "Asia/Gaza",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Riyadh", "Europe/Brussels", "Europe/Istanbul",
    "Europe/London", "Europe/Madrid", "Europe/Paris", "UTC",
)  # fmt: skip
page = require_http_methods(["GET", "HEAD", "POST"])


def panel(request: HttpRequest, content: Model) -> SafeString:
    """Where the helpers are, and links to services for reverse search when they are switched on."""
    links = searching.links(cast("Content", content)) if settings.REVERSE_SEARCH else []
    context = {"content": content, "links": links}
    return render_to_string("expertise/place_panel.html", context, request)


@page
@allowed("expertise.examine")
def sun(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """Where the sun stood, and when a shadow fits."""

    def keep(form: SunForm, content: Content) -> None:
        placing.keep_sun(content=content, asked=form.asked, by=_me(request), now=timezone.now())

    def show(form: SunForm, content: Content) -> dict[str, Any]:
        return {"sky": sky.sky(form.asked), "limits": sky.limits()}

    return _helper(request, content_id, SunForm, name="sun", keep=keep, show=show, zones=ZONES)


@page
@allowed("expertise.examine")
def day(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """What kind of day it was."""

    def keep(form: Form, content: Content) -> None:
        placing.keep_day(content=content, on=form.cleaned_data["day"], by=_me(request), now=timezone.now())

    def show(form: Form, content: Content) -> dict[str, Any]:
        return {"known": days.day(form.cleaned_data["day"]), "limits": days.limits()}

    entries = {"entries": days.calendar_entries(), "calendar": CalendarForm(auto_id="calendar_%s")}
    return _helper(request, content_id, DayForm, name="day", keep=keep, show=show, **entries)


@page
@allowed("expertise.examine")
def on_map(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """Where a place lies."""

    def keep(form: Form, content: Content) -> None:
        placing.keep_place(
            content=content, at=form.cleaned_data["place"], by=_me(request), now=timezone.now()
        )

    def show(form: Form, content: Content) -> dict[str, Any]:
        at = form.cleaned_data["place"]
        return {
            "sentence": atlas.sentence(content, at),
            "limits": atlas.limits(),
            "charts": atlas.charts(at),
            "near": atlas.near(at),
            "links": atlas.links(at),
        }

    return _helper(request, content_id, MapForm, name="map", keep=keep, show=show)


@page
@allowed("expertise.examine")
def weather(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """What a weather record says of the place and day that are claimed: filled in, and kept."""

    def keep(form: WeatherForm, content: Content) -> None:
        link = form.cleaned_data["link"]
        placing.keep_weather(
            content=content, weather=form.weather, link=link, by=_me(request), now=timezone.now()
        )

    return _helper(request, content_id, WeatherForm, name="weather", keep=keep, show=lambda *_: {})


@require_POST
@allowed("expertise.examine")
def enter(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """Put something into the calendar, or take it out."""
    content = get_object_or_404(Content, pk=content_id)
    if number := request.POST.get("strike", ""):
        entry = get_object_or_404(CalendarEntry, pk=number if number.isdecimal() else 0)
        placing.strike(entry=entry, by=_me(request), now=timezone.now())
        return redirect("expertise:day", content.pk)
    form = CalendarForm(request.POST, auto_id="calendar_%s")
    if form.is_valid():
        try:
            placing.enter(**form.cleaned_data, by=_me(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("expertise:day", content.pk)
    context = {"content": content, "form": DayForm(), "calendar": form, "entries": days.calendar_entries()}
    return render(request, "expertise/day.html", {**context, "current": "day"}, status=422)


def _helper(
    request: HttpRequest,
    content_id: int,
    kind: Callable[..., Any],
    *,
    name: str,
    keep: Callable[[Any, Content], None],
    show: Callable[[Any, Content], dict[str, Any]],
    **more: Any,
) -> HttpResponseBase:
    """A page that works out what its address asks for, and keeps it when it is posted."""
    content = get_object_or_404(Content, pk=content_id)
    given = request.POST or request.GET
    form = kind(given) if given else kind(initial={"zone": settings.TIME_ZONE})
    context = {"content": content, "form": form, "current": name, "kept": given.items(), **more}
    status = 200
    if given and not form.is_valid():
        status = 422
    elif given:
        if request.method == "POST" and _kept(request, form, content, keep):
            return redirect(reverse("signals:content", args=[content.pk]) + "#examinations")
        context |= show(form, content) if form.is_valid() else {}
        status = 200 if form.is_valid() else 422
    return render(request, f"expertise/{name}.html", context, status=status)


def _kept(request: HttpRequest, form: Any, content: Content, keep: Callable[[Any, Content], None]) -> bool:
    try:
        keep(form, content)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The examination is recorded."))
    return True


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
