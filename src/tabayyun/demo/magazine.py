"""The demonstration's magazine: an issue that is out in two languages, and one that is being made.

Written by one person and approved by another, through the operations a user would use. The pictures
are drawn by `demo.drawings` and say so.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils import timezone

from tabayyun.demo.drawings import drawn
from tabayyun.desk.magazine import operations as magazine
from tabayyun.desk.magazine import queries
from tabayyun.desk.magazine.models import Issue, Section
from tabayyun.kit.models import User

picture = cache(drawn)


def load(author: User, approver: User, now: datetime) -> None:
    """The issues of `data/magazine.json` as they stand at ``now``."""
    data = json.loads(files("tabayyun.demo").joinpath("data", "magazine.json").read_text(encoding="utf-8"))
    for written in data["issues"]:
        _publish(written, data, author, approver, now - timedelta(days=written["days_ago"]))
    _begin(data["draft"], author, now)


def _publish(
    written: dict[str, Any], data: dict[str, Any], author: User, approver: User, at: datetime
) -> None:
    issue = _issue(written, author, at - timedelta(days=10))
    sections = {section.place: section for section in queries.sections()}
    for article in written["articles"]:
        _write(
            issue,
            sections[article["section"]],
            article,
            data=data,
            author=author,
            approver=approver,
            at=at - timedelta(days=5),
        )
    issue = magazine.submit_issue(issue=issue, by=author, now=at - timedelta(days=1))
    issue = magazine.approve_issue(issue=issue, by=approver, now=at - timedelta(hours=2))
    magazine.publish(issue=issue, by=approver, now=at)


def _write(
    issue: Issue,
    section: Section,
    article: dict[str, Any],
    *,
    data: dict[str, Any],
    author: User,
    approver: User,
    at: datetime,
) -> None:
    first = magazine.add_article(
        issue=issue, section=section, lang="ar", title=article["ar"]["title"], by=author, now=at
    )
    for lang in ("ar", "fr"):
        text = (
            first
            if lang == "ar"
            else magazine.add_language(article=first.article, lang=lang, by=author, now=at)
        )
        text = magazine.edit(text=text, **article[lang], by=author, now=at)
        for name in article["pictures"]:
            alt, caption = data["words"][name][lang]
            credit = data["credit"][lang]
            magazine.add_picture(
                text=text, data=picture(name), credit=credit, alt=alt, caption=caption, by=author, now=at
            )
        text = magazine.submit(text=text, by=author, now=at + timedelta(hours=1))
        magazine.approve(text=text, by=approver, now=at + timedelta(hours=5))


def _begin(draft: dict[str, Any], author: User, now: datetime) -> None:
    issue = _issue(draft, author, now - timedelta(days=2))
    section = queries.sections()[draft["section"] - 1]
    magazine.add_article(
        issue=issue, section=section, lang=draft["lang"], title=draft["article"], by=author, now=now
    )


def _issue(written: dict[str, Any], author: User, at: datetime) -> Issue:
    day = timezone.localdate(at + timedelta(days=10)).replace(day=1)
    return magazine.create_issue(number=written["number"], title=written["title"], day=day, by=author, now=at)
