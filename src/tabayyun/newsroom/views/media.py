"""A journalist asks for something, and follows the request by its link: without an account or JavaScript."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.models import Decision, MediaRequest
from tabayyun.kit import limits as hours
from tabayyun.kit.errors import Refused
from tabayyun.kit.submitting import done
from tabayyun.newsroom import limits
from tabayyun.newsroom.forms import MediaForm, PleaForm, WriteForm
from tabayyun.newsroom.languages import address, form_page
from tabayyun.newsroom.views.show import show

TOO_MANY = 429


@form_page
def media(request: HttpRequest, lang: str) -> HttpResponse:
    """The form; what it sends becomes a request, and its page is shown."""
    filed: list[MediaRequest] = []
    form = MediaForm(request.POST or None, initial=_blank(lang))
    if request.method != "POST":
        return _asked(request, lang, form)
    if form.is_trapped:  # thanked like anybody, and dropped
        return redirect(address(lang, "home"))
    if form.is_valid() and not limits.take(request, "media"):
        return _too_many(request, lang, "newsroom/media.html", {"form": form})

    def operate() -> None:
        way, key = MediaRequest.Way.FORM, form.cleaned_data["form_key"]
        filed.append(operations.file_request(asked=form.asked, way=way, form_key=key, now=timezone.now()))

    if not done(form, operate):
        return _asked(request, lang, form)
    return _to_page(lang, filed[0], "filed")


@form_page
def follow(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """Where a request stands, what was said, and what its journalist may do. A forged link is 404."""
    asked = queries.followed(token)
    if asked is None:
        raise Http404
    forms: dict[str, Form] = {"write": WriteForm(auto_id="write_%s"), "review": PleaForm(auto_id="review_%s")}
    if request.method != "POST":
        return _page(request, lang, asked, forms)
    wish = request.POST.get("do", "")
    if not limits.take(request, "media page"):
        forms = _typed(request, forms, wish)
        return _too_many(request, lang, "newsroom/media_request.html", _context(asked, forms))
    if wish == "withdraw":
        return _withdrawn(lang, asked)
    forms = _typed(request, forms, wish)
    form = forms.get(wish)
    if form is None or not done(form, lambda: _wished(wish, asked, form.cleaned_data["text"])):
        return _page(request, lang, asked, forms, status=422)
    return _to_page(lang, asked, wish)


def _typed(request: HttpRequest, forms: dict[str, Form], wish: str) -> dict[str, Form]:
    """The forms, with what was typed in the one that was sent."""
    if wish not in forms:
        return forms
    return {**forms, wish: type(forms[wish])(request.POST, auto_id=f"{wish}_%s")}


def _wished(wish: str, asked: MediaRequest, text: str) -> None:
    now = timezone.now()
    if wish == "write":
        operations.write_in(request=asked, text=text, now=now)
        return
    if asked.current is None:
        raise Refused(_("There is no refusal that could be looked at again."))
    operations.ask_review(decision=asked.current, plea=text, now=now)


def _withdrawn(lang: str, asked: MediaRequest) -> HttpResponse:
    """Withdrawing twice, or what was decided meanwhile, changes nothing: the page says how it stands."""
    if asked.is_open:
        operations.close(request=asked, reason=_("Withdrawn by who asked."), now=timezone.now())
    return _to_page(lang, asked, "withdraw")


def _to_page(lang: str, asked: MediaRequest, what: str) -> HttpResponse:
    return redirect(f"{address(lang, 'media_follow', queries.follow_link(asked).token)}?done={what}")


def _page(
    request: HttpRequest, lang: str, asked: MediaRequest, forms: dict[str, Form], status: int = 200
) -> HttpResponse:
    context = {**_context(asked, forms), "done": request.GET.get("done", "")}
    response = show(request, lang, "newsroom/media_request.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _context(asked: MediaRequest, forms: dict[str, Form]) -> dict[str, Any]:
    standing: Decision | None = asked.current
    return {
        "asked": asked,
        "standing": standing,
        "review": getattr(standing, "review", None) if standing else None,
        "said": queries.told_to_journalist(asked),
        "forms": forms,
    }


def _asked(request: HttpRequest, lang: str, form: MediaForm) -> HttpResponse:
    context = {"form": form, "address": settings.MEDIA_ADDRESS}
    return show(request, lang, "newsroom/media.html", context, status=422 if form.errors else 200)


def _too_many(request: HttpRequest, lang: str, template: str, context: dict[str, Any]) -> HttpResponse:
    refusal = _(
        "You have sent %(limit)s messages within an hour, which is as many as we take from one place. "
        "Your text is still below: please send it again later."
    ) % {"limit": settings.FORM_POSTS_PER_HOUR}
    response = show(request, lang, template, {**context, "refusal": refusal}, status=TOO_MANY)
    response.headers["Retry-After"] = str(hours.opens_in(timezone.now()))
    return response


def _blank(lang: str) -> dict[str, str]:
    """A new form: in the language of the page where we answer in it, with a key by which it counts once."""
    language = lang if lang in {"ar", "fr", "en"} else "ar"
    return {"language": language, "form_key": secrets.token_urlsafe(18)}
