"""What search engines read: ClaimReview for answers to a claim, NewsArticle for everything else.

Required by Google for ClaimReview: claimReviewed, reviewRating (alternateName, and ratingValue between
worstRating and bestRating where the verdict lies on that scale), url, author, itemReviewed.
"""

from datetime import datetime
from typing import Any

from tabayyun.desk.magazine.models import ArticleText
from tabayyun.desk.press.models import StatementText
from tabayyun.desk.signals.models import Verdict
from tabayyun.kit.models import Institution
from tabayyun.kit.templatetags.tabayyun import plain
from tabayyun.newsroom.languages import absolute, address
from tabayyun.newsroom.templatetags.newsroom import verdict_name

# From 1 (false) to 5 (true). Satire and what is unproven have no place on that scale.
RATINGS = {
    Verdict.FALSE: 1,
    Verdict.MANIPULATED: 1,
    Verdict.OUT_OF_CONTEXT: 2,
    Verdict.MISLEADING: 2,
    Verdict.CONFIRMED: 5,
}


def data(text: StatementText, institution: Institution, image: str) -> dict[str, Any]:
    """The JSON-LD of one public text."""
    statement = text.statement
    answers = statement.kind in {statement.Kind.TRUTH, statement.Kind.DENIAL}
    if answers and statement.claim and statement.verdict:
        return _claim_review(text, institution)
    return _news_article(text, institution, image)


def article(text: ArticleText, first: ArticleText, institution: Institution, picture: str) -> dict[str, Any]:
    """The JSON-LD of one article of the magazine; ``first`` is the version it was published with."""
    issue = text.article.issue
    url = absolute(address(text.lang, "magazine_article", issue.number, text.article.place))
    organisation = _organisation(institution, text.lang)
    whole = absolute(address(text.lang, "magazine_issue", issue.number))
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": text.lang,
        "headline": plain(text.title)[:110],
        "description": plain(text.standfirst),
        "articleSection": text.article.section.in_language(text.lang),
        "datePublished": _iso(first.published_at),
        "dateModified": _iso(text.published_at),
        "author": organisation,
        "publisher": organisation,
        "isPartOf": {"@type": "PublicationIssue", "issueNumber": str(issue.number), "url": whole},
        **({"image": [picture]} if picture else {}),
        **({"correction": plain(text.correction)} if text.correction else {}),
    }


def _claim_review(text: StatementText, institution: Institution) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": _url(text),
        "inLanguage": text.lang,
        "datePublished": _day(text),
        "claimReviewed": plain(text.statement.claim)[:1_000],
        "author": _organisation(institution, text.lang),
        "reviewRating": _rating(text.statement.verdict),
        "itemReviewed": _claim(text),
    }


def _rating(verdict: str) -> dict[str, Any]:
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": verdict_name(verdict)}
    if verdict in RATINGS:
        rating |= {"ratingValue": RATINGS[Verdict(verdict)], "bestRating": 5, "worstRating": 1}
    return rating


def _claim(text: StatementText) -> dict[str, Any]:
    """What is reviewed: the claim and when it appeared, never who said it."""
    claim: dict[str, Any] = {"@type": "Claim", "name": plain(text.statement.claim)[:200]}
    if text.statement.case is not None:
        claim["datePublished"] = text.statement.case.first_posted_at.date().isoformat()
    return claim


def _news_article(text: StatementText, institution: Institution, image: str) -> dict[str, Any]:
    organisation = _organisation(institution, text.lang)
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": _url(text),
        "mainEntityOfPage": _url(text),
        "inLanguage": text.lang,
        "headline": plain(text.title)[:110],
        "datePublished": _day(text),
        "dateModified": _day(text),
        "image": [image],
        "author": organisation,
        "publisher": organisation,
    }


def _organisation(institution: Institution, lang: str) -> dict[str, str]:
    home = absolute(address(lang, "home"))
    return {"@type": "GovernmentOrganization", "name": institution.in_language(lang), "url": home}


def _url(text: StatementText) -> str:
    return absolute(address(text.lang, "statement", text.statement.reference))


def _day(text: StatementText) -> str:
    return _iso(text.published_at)


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
