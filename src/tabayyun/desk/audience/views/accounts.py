"""The accounts: together, and each with its readings."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tabayyun.desk.audience import operations, queries
from tabayyun.desk.audience.forms import AccountForm, PeriodForm, ReadingForm, TokenForm, needs_token
from tabayyun.desk.audience.models import Account, Reading
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done

PAGE = 30


@require_GET
@allowed("desk.read")
def accounts(request: HttpRequest) -> HttpResponseBase:
    """Every account in one year: followers, growth, posts, views, and how its readings come in."""
    now = timezone.now()
    form = PeriodForm(request.GET, queries.years(now))
    first, last = form.span()
    year = queries.account_rows(first, last, now)
    every = [row.account for row in year.rows]
    context = {
        "year": year,
        "form": form,
        "chart": queries.followers_chart(every, first, last),
        "growth_bars": queries.growth_bars([(row.account, row.growth) for row in year.rows]),
        "post_bars": queries.month_bars(queries.monthly("posts", first, last, every)),
        "view_bars": queries.month_bars(queries.monthly("views", first, last, every)),
    }
    return render(request, "audience/list.html", context)


@require_GET
@allowed("desk.read")
def account(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One account."""
    found = get_object_or_404(Account, pk=pk)
    return _shown(request, found, ReadingForm(initial={"day": timezone.localdate()}))


@require_http_methods(["GET", "POST"])
@allowed("audience.record")
def add(request: HttpRequest) -> HttpResponseBase:
    """A new account."""
    form = AccountForm(request.POST or None)
    made: list[Account] = []

    def operate() -> None:
        made.append(operations.add_account(**form.given(), by=_person(request), now=timezone.now()))

    if request.method == "POST" and done(form, operate):
        return redirect("audience:account", made[0].pk)
    return render(request, "audience/form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@allowed("audience.record")
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is known about an account, and how it is read."""
    found = get_object_or_404(Account, pk=pk)
    form = AccountForm(request.POST or None, of=found)

    def operate() -> object:
        return operations.edit_account(account=found, **form.given(), by=_person(request), now=timezone.now())

    if request.method == "POST" and done(form, operate):
        return redirect("audience:account", pk)
    context = {"form": form, "account": get_object_or_404(Account, pk=pk)}
    return render(request, "audience/form.html", context, status=422 if form.errors else 200)


@require_POST
@allowed("audience.record")
def record(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A reading that somebody types."""
    found = get_object_or_404(Account, pk=pk)
    form = ReadingForm(request.POST)

    def operate() -> object:
        return operations.record(
            account=found,
            **form.given(),
            origin=Reading.Origin.HAND,
            by=_person(request),
            now=timezone.now(),
        )

    if done(form, operate):
        messages.success(request, _("Saved."))
        return redirect("audience:account", pk)
    return _shown(request, found, form)


@require_POST
@allowed("audience.record")
def token(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The token that opens the account."""
    found = get_object_or_404(Account, pk=pk)
    form = TokenForm(request.POST)
    given = form.cleaned_data["token"] if form.is_valid() else ""
    operations.keep_token(account=found, token=given, by=_person(request), now=timezone.now())
    messages.success(request, _("The token is kept."))
    return redirect("audience:account", pk)


@require_POST
@allowed("audience.record")
def read_now(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask the platform now."""
    found = get_object_or_404(Account.objects.exclude(reader=""), pk=pk)
    if operations.read_account(account=found, now=timezone.now()):
        messages.success(request, _("The platform answered."))
    else:
        messages.error(request, _("The platform did not answer as it should: see below."))
    return redirect("audience:account", pk)


@require_POST
@allowed("audience.record")
def switch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Stop or go on reading the account."""
    found = get_object_or_404(Account, pk=pk)
    operate = operations.pause if found.active else operations.resume
    operate(account=found, by=_person(request), now=timezone.now())
    return redirect("audience:account", pk)


def _shown(request: HttpRequest, found: Account, form: ReadingForm) -> HttpResponseBase:
    now = timezone.now()
    page = Paginator(queries.readings_of(found), PAGE).get_page(request.GET.get("page"))
    former = queries.history(found, [reading.day for reading in page])
    period = PeriodForm(request.GET, queries.years(now))
    first, last = period.span()
    context = {
        "account": found,
        "health": queries.health_of(found, now),
        "reader": queries.reader_in_words(found.reader),
        "has_token": queries.has_token(found),
        "needs_token": needs_token(found),
        "token_form": TokenForm(auto_id="id_token_%s"),
        "sheet": operations.key_of(found),
        "form": form,
        "page": page,
        "rows": [(reading, former.get(reading.day, [])) for reading in page],
        "span": (first, last),
        "standing": queries.followers_on(found, last),
        "growth": queries.growth(found, first, last),
        "posts": queries.posts_in(found, first, last),
        "views": queries.views_in(found, first, last),
        "milestone": queries.latest_milestone(found),
        "chart": queries.followers_chart([found], first, last),
        "period": period,
    }
    return render(request, "audience/account.html", context, status=422 if form.errors else 200)


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)
