"""One button each: a POST, one domain call, back to the chapter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from tabayyun.desk.report import operations
from tabayyun.desk.report.views.asked import chapter_or_404, person, to_chapter
from tabayyun.kit.roles import allowed


@require_POST
@allowed("report.write")
def submit(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """Ask for approval."""
    chapter = chapter_or_404(year, number)
    return to_chapter(operations.submit(chapter=chapter, by=person(request), now=timezone.now()))


@require_POST
@allowed("report.publish")
def send_back(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """Back to the author, with a reason."""
    chapter, reason = chapter_or_404(year, number), request.POST.get("reason", "")
    back = operations.send_back(chapter=chapter, reason=reason, by=person(request), now=timezone.now())
    return to_chapter(back)


@require_POST
@allowed("report.publish")
def approve(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """Approve exactly what was read."""
    chapter, seen = chapter_or_404(year, number), request.POST.get("seen", "")
    done = operations.approve(chapter=chapter, seen=seen, by=person(request), now=timezone.now())
    return to_chapter(done)


@require_POST
@allowed("report.publish")
def publish(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """Make it public now."""
    chapter = chapter_or_404(year, number)
    return to_chapter(operations.publish(chapter=chapter, by=person(request), now=timezone.now()))


@require_POST
@allowed("report.publish")
def unschedule(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """Take the time or the embargo off."""
    chapter = chapter_or_404(year, number)
    return to_chapter(operations.unschedule(chapter=chapter, by=person(request), now=timezone.now()))
