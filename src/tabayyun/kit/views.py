"""Log in and out, choose a language, read the audit."""

from django.conf import settings
from django.contrib.auth import views as auth
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from tabayyun.kit.audit import first_break
from tabayyun.kit.models import AuditEntry
from tabayyun.kit.roles import allowed

YEAR = 365 * 24 * 3600

login = auth.LoginView.as_view(template_name="kit/login.html", redirect_authenticated_user=True)
logout = auth.LogoutView.as_view(next_page="kit:login")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language of this browser, and go back."""
    back = request.POST.get("next", "/desk/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/desk/"
    response = redirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax")
    return response


@require_GET
@allowed("audit.read")
def audit(request: HttpRequest) -> HttpResponseBase:
    """Everything that happened, newest first, and whether the chain is whole."""
    page = Paginator(AuditEntry.objects.order_by("-id"), 100).get_page(request.GET.get("page"))
    return render(request, "kit/audit.html", {"page": page, "broken": first_break()})
