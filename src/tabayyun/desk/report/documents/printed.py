"""One chapter in one language, ready to be printed in any format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from tabayyun.desk.report import chapters, phrases, queries
from tabayyun.desk.report.figures import REGISTER
from tabayyun.desk.report.models import Chapter, Erratum, Release
from tabayyun.desk.report.phrases import Block
from tabayyun.desk.report.stated import Stated, live
from tabayyun.engine import counting
from tabayyun.kit.models import Institution

REPORT = {"ar": "التقرير السنوي {year}", "fr": "Rapport annuel {year}"}
CHAPTER = {"ar": "المحور {ordinal}", "fr": "Chapitre {number}"}


@dataclass(frozen=True)
class Printed:
    """``figures`` are as they were published (live in a draft), ``stands`` as errata have them."""

    year: int
    number: int
    lang: str
    title: str
    blocks: Sequence[Block]
    figures: Mapping[str, Stated]
    stands: Mapping[str, Stated]
    at: datetime
    reference: str
    release: Release | None = None
    errata: Sequence[Erratum] = field(default=())

    @property
    def is_draft(self) -> bool:
        return self.release is None

    @property
    def report_title(self) -> str:
        return REPORT[self.lang].format(year=self.year)

    @property
    def heading(self) -> str:
        """«المحور السادس», «Chapitre 6»."""
        ordinal = counting.arabic_ordinal(self.number, feminine=False)
        return CHAPTER[self.lang].format(ordinal=ordinal, number=self.number)

    @property
    def institution(self) -> str:
        return Institution.current().in_language(self.lang)

    @property
    def link(self) -> str:
        """Its public page."""
        prefix = "" if self.lang == "ar" else f"/{self.lang}"
        return f"{settings.ORIGIN}{prefix}/reports/{self.year}/{self.number}/"

    @property
    def body_digest(self) -> str:
        """What was signed, in short: it tells one edition of a file from another."""
        return self.release.entry.leaf_hash if self.release else ""

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.reference}-{self.lang}"


def printed(chapter: Chapter, lang: str, now: datetime) -> Printed:
    """``chapter`` as it was published, or as it would be now."""
    release = queries.release(chapter, lang).first()
    if release is None:
        return _unpublished(chapter, lang, now)
    return Printed(
        year=chapter.report.year,
        number=chapter.number,
        lang=lang,
        title=release.title,
        blocks=[Block.of(block) for block in release.blocks],
        figures=queries.as_published(chapter),
        stands=queries.standing(chapter),
        at=chapter.published_at or now,
        reference=chapter.reference,
        release=release,
        errata=list(queries.errata(chapter)),
    )


def draft(key: str, year: int, lang: str, now: datetime) -> Printed:
    """The chapter ``key`` in its first wording, of a report that nobody has begun."""
    words = chapters.wording(key, lang)
    figures = {name: live(REGISTER[name].of(year), "") for name in phrases.figures_in(words.source)}
    number = chapters.NUMBERS[key]
    return _draft((year, number, lang), words.title, words.source, figures, now)


def _unpublished(chapter: Chapter, lang: str, now: datetime) -> Printed:
    text = chapter.texts.get(lang=lang)
    figures = queries.live_figures(chapter)
    place = (chapter.report.year, chapter.number, lang)
    return _draft(place, text.title, text.source, figures, now)


def _draft(
    place: tuple[int, int, str], title: str, source: str, figures: Mapping[str, Stated], now: datetime
) -> Printed:
    year, number, lang = place
    return Printed(
        year=year,
        number=number,
        lang=lang,
        title=title,
        blocks=phrases.blocks(source, lang, year, figures),
        figures=figures,
        stands=figures,
        at=now,
        reference=f"TQ-{year}-{number:02}",
    )
