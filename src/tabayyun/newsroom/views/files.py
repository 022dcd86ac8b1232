"""Files that machines ask for: robots.txt, sitemap.xml, security.txt."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tabayyun.desk.magazine import queries as magazine
from tabayyun.desk.magazine.models import ArticleText
from tabayyun.desk.press import queries
from tabayyun.desk.report import queries as reports
from tabayyun.desk.report.stated import LANGUAGES
from tabayyun.kit.models import Institution
from tabayyun.newsroom.languages import NAMES, absolute, address

TEXT = "text/plain; charset=utf-8"
PAGES = (
    "home", "list", "ours", "report", "verify", "contacts", "corrections", "keys", "log", "about",
    "open_days_list", "magazine", "reports",
)  # fmt: skip
MOST_ADDRESSES = 5_000
SECURITY_VALID = timedelta(days=180)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be indexed; the desk may not."""
    lines = ["User-agent: *", "Disallow: /desk/", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type=TEXT)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page in every language, the newest statements first."""
    pages = [absolute(address(lang, name)) for name in PAGES for lang in NAMES]
    texts = queries.published()[:MOST_ADDRESSES]
    pages += [
        absolute(address(one.lang, "magazine_article", *_place(one))) for one in magazine.public_texts()
    ]
    pages += [
        absolute(address(lang, "chapter", chapter.report.year, chapter.number))
        for chapter in reports.public_chapters()
        for lang in LANGUAGES
    ]
    context = {"pages": pages, "texts": texts, "origin": settings.ORIGIN}
    return render(request, "newsroom/sitemap.xml", context, content_type="application/xml")


def _place(text: ArticleText) -> tuple[int, int]:
    return text.article.issue.number, text.article.place


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness (RFC 9116)."""
    email = Institution.current().press_email or settings.DEFAULT_FROM_EMAIL
    until = (timezone.now() + SECURITY_VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{email}",
        f"Expires: {until.strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "Preferred-Languages: ar, fr, en",
        f"Canonical: {absolute('/.well-known/security.txt')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=TEXT)
