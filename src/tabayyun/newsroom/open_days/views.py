"""The Open Days: what is announced, registering, and one's own registration by its signed link."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tabayyun.desk.opendays import operations, queries
from tabayyun.desk.opendays.models import Edition, Registration, Slot
from tabayyun.engine.signing import qr
from tabayyun.kit.errors import Refused
from tabayyun.kit.limits import opens_in
from tabayyun.kit.models import Institution
from tabayyun.newsroom import limits
from tabayyun.newsroom.languages import absolute, address, form_page, page
from tabayyun.newsroom.open_days import calendar, structured
from tabayyun.newsroom.open_days.forms import ChangeForm, RegistrationForm, open_slots
from tabayyun.newsroom.views.show import show

TOO_MANY = 429
CONFLICT = 409


@page
def editions(request: HttpRequest, lang: str) -> HttpResponse:
    """The edition that is announced, and those before it."""
    return show(request, lang, "newsroom/open_days/list.html", {"editions": queries.public_editions()})


@page
def edition(request: HttpRequest, lang: str, number: int) -> HttpResponse:
    """One edition: when, where, what there is to see, and which times still have places."""
    found = _public(number)
    slots, now = list(found.slots.all()), timezone.now()
    open_now = open_slots(slots, now) if found.state == Edition.State.PUBLIC else []
    places = sum(slot.capacity for slot in slots)
    context = {
        "edition": found,
        "programme": found.programme.all(),
        "partners": found.partners.all(),
        "slots": open_now,
        "attendance": queries.attendance(found) if found.state == Edition.State.OVER else None,
        "structured": structured.data(found, Institution.current(), lang, places),
    }
    return show(request, lang, "newsroom/open_days/edition.html", context)


@page
def edition_calendar(request: HttpRequest, lang: str, number: int) -> HttpResponse:
    """The edition and its programme, for a calendar."""
    found = _public(number)
    link = absolute(address(lang, "open_days", number))
    return _ics(calendar.of_edition(found, link), f"open-days-{number}.ics")


@form_page
def register(request: HttpRequest, lang: str, number: int) -> HttpResponse:
    """Register for one time; then one's own page, with the ticket or the place in the waiting list."""
    found = _public(number)
    slots = {slot.pk: slot for slot in open_slots(found.slots.all(), timezone.now())}
    chosen = {"slot": request.GET.get("slot", "")}
    form = RegistrationForm(request.POST or None, slots=slots.values(), initial=chosen)
    if not (request.method == "POST" and form.is_valid()):
        return _form(request, lang, found, form)
    if form.is_trapped:  # thanked like anybody, and dropped
        return redirect(address(lang, "open_days", number))
    if not limits.take(request, "open-days"):
        return _too_many(request, lang, found, form)
    try:
        made = operations.register(
            slot=slots[form.cleaned_data["slot"]], **form.values(), language=lang, now=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form(request, lang, found, form)
    return redirect(address(lang, "open_days_mine", queries.link_of(made).token))


@form_page
def mine(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """One's own registration: the ticket, the waiting list, an offer; change or cancel it."""
    registration = queries.registration_by(token)
    if registration is None:
        raise Http404
    slots = _choices(registration)
    form = ChangeForm(
        request.POST if request.POST.get("action") == "change" else None,
        slots=slots.values(),
        initial={"slot": registration.slot_id, "people": registration.people},
    )
    refusal = ""
    if request.method == "POST":
        refusal = _act(request.POST.get("action", ""), registration, form, slots)
        if not refusal and not form.errors:
            return redirect(address(lang, "open_days_mine", token))
        registration.refresh_from_db()
    status = 422 if form.errors else CONFLICT if refusal else 200
    return _mine(request, lang, registration, form, refusal=refusal, status=status)


@page
def ticket_calendar(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """The time of a registration, for a calendar."""
    registration = queries.registration_by(token)
    if registration is None:
        raise Http404
    link = queries.link_of(registration).address(lang)
    return _ics(calendar.of_ticket(registration, link), "ticket.ics")


def _act(action: str, registration: Registration, form: ChangeForm, slots: dict[int, Slot]) -> str:
    """Do what was asked; why it was refused, or nothing."""
    now = timezone.now()
    try:
        if action == "accept":
            operations.accept(registration=registration, now=now)
        elif action == "cancel":
            operations.cancel(registration=registration, now=now)
        elif form.is_valid():
            slot, people = slots[form.cleaned_data["slot"]], form.cleaned_data["people"]
            operations.change(registration=registration, slot=slot, people=people, now=now)
    except Refused as refusal:
        return str(refusal)
    return ""


def _choices(registration: Registration) -> dict[int, Slot]:
    """The times one may move to, and one's own."""
    slots = registration.slot.edition.slots.all()
    later = open_slots(slots, timezone.now())
    return {slot.pk: slot for slot in slots if slot in later or slot.pk == registration.slot_id}


def _mine(
    request: HttpRequest,
    lang: str,
    registration: Registration,
    form: ChangeForm,
    *,
    refusal: str,
    status: int,
) -> HttpResponse:
    confirmed = registration.state == Registration.State.CONFIRMED
    waiting = registration.state == Registration.State.WAITING
    context: dict[str, Any] = {
        "registration": registration,
        "edition": registration.slot.edition,
        "slot": registration.slot,
        "form": form,
        "refusal": refusal,
        "link": queries.link_of(registration).address(lang),
        "token": queries.link_of(registration).token,
        "qr": _qr(registration) if confirmed else "",
        "place": queries.place_in_queue(registration) if waiting else 0,
        "offer_stands": registration.offer_stands(timezone.now()),
        "has_begun": registration.slot.starts_at <= timezone.now(),
    }
    response = show(request, lang, "newsroom/open_days/mine.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _qr(registration: Registration) -> SafeString:
    drawn = qr.svg(operations.ticket_of(registration), title=_("QR code of the ticket"))
    return mark_safe(drawn)  # noqa: S308  (dots, and a title of ours)


def _public(number: int) -> Edition:
    found = queries.public_edition(number)
    if found is None:
        raise Http404
    return found


def _form(
    request: HttpRequest, lang: str, edition: Edition, form: RegistrationForm, status: int | None = None
) -> HttpResponse:
    status = status or (422 if form.errors else 200)
    context = {"edition": edition, "form": form, "is_open": bool(form.fields["slot"].choices)}  # type: ignore[attr-defined]
    return show(request, lang, "newsroom/open_days/register.html", context, status=status)


def _too_many(request: HttpRequest, lang: str, edition: Edition, form: RegistrationForm) -> HttpResponse:
    refusal = _(
        "You have sent %(limit)s messages within an hour, which is as many as we take from one place. "
        "Your text is still below: please send it again later."
    ) % {"limit": settings.FORM_POSTS_PER_HOUR}
    form.add_error(None, refusal)
    response = _form(request, lang, edition, form, TOO_MANY)
    response.headers["Retry-After"] = str(opens_in(timezone.now()))
    return response


def _ics(body: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
