"""The platforms as their published descriptions say: they refuse what is not in them.

Each fake answers recorded answers in order, but only to questions that its description allows, with the
token where one is needed; else with the error answer that is published for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.plugins.sources.servers import Reply, Request, Web, web

TOKEN = "EAAGm0PX4ZCpsBA-secret"
Check = Callable[[Request, str], Reply | None]
"""(question, the version or path prefix that is right) → the error answer; None: it may be answered."""


@dataclass
class Fake:
    """One platform: what it checks, how it answers to an unknown account, and when it is asked too often."""

    check: Check
    unknown: Reply
    too_often: Reply
    waits: tuple[float, float]
    """Seconds that `too_often` asks to wait, between."""
    options: dict[str, str]
    needs_token: bool = True
    answers: list[Reply] = field(default_factory=list)

    def __call__(self, request: Request) -> Reply:
        refused = self.check(request, TOKEN)
        if refused is not None:
            return refused
        if not self.answers:
            return Reply(500, b"nothing left to say")
        return self.answers.pop(0)

    @contextmanager
    def running(self) -> Iterator[Web]:
        """Serve it until the block ends."""
        with web(self) as server:
            self.options["address"] = server.address
            yield server


def said(value: Any, status: int = 200, **headers: str) -> Reply:
    """A JSON answer."""
    return Reply(status, json.dumps(value).encode(), {"Content-Type": "application/json", **headers})


def mastodon() -> Fake:
    def check(request: Request, token: str) -> Reply | None:
        assert request.path == "/api/v1/accounts/lookup", request.path
        assert set(request.query) == {"acct"}, request.query
        return None

    return Fake(
        check,
        unknown=said({"error": "Record not found"}, 404),
        too_often=said(
            {"error": "Too many requests"},
            429,
            **{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2099-01-01T00:00:00.000000Z"},
        ),
        waits=(3600, 86_400),
        options={"account": "surete"},
        needs_token=False,
    )


def bluesky() -> Fake:
    def check(request: Request, token: str) -> Reply | None:
        assert request.path == "/xrpc/app.bsky.actor.getProfile", request.path
        assert set(request.query) == {"actor"}, request.query
        return None

    return Fake(
        check,
        unknown=said({"error": "InvalidRequest", "message": "Profile not found"}, 400),
        too_often=said(
            {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"},
            429,
            **{"ratelimit-remaining": "0", "ratelimit-reset": "4070908800"},
        ),
        waits=(3600, 86_400),
        options={"account": "surete.example"},
        needs_token=False,
    )


def x() -> Fake:
    fields = {"created_at", "description", "id", "name", "protected", "public_metrics", "url", "username"}

    def check(request: Request, token: str) -> Reply | None:
        if request.headers.get("authorization") != f"Bearer {token}":
            problem = {
                "title": "Unauthorized",
                "type": "about:blank",
                "status": 401,
                "detail": "Unauthorized",
            }
            return said(problem, 401)
        wanted = set(request.query.get("user.fields", "").split(",")) - {""}
        known = re.fullmatch(r"/2/users/by/username/[A-Za-z0-9_]{1,15}", request.path)
        if not known or set(request.query) - {"user.fields", "expansions", "tweet.fields"} or wanted - fields:
            problem = {
                "errors": [{"parameters": {}, "message": "The query parameters are not valid"}],
                "title": "Invalid Request",
                "type": "https://api.twitter.com/2/problems/invalid-request",
            }
            return said(problem, 400)
        return None

    missing = {
        "value": "nobody",
        "detail": "Could not find user with username: [nobody].",
        "title": "Not Found Error",
        "resource_type": "user",
        "parameter": "username",
        "resource_id": "nobody",
        "type": "https://api.twitter.com/2/problems/resource-not-found",
    }
    often = {
        "title": "Too Many Requests",
        "detail": "Too Many Requests",
        "type": "about:blank",
        "status": 429,
    }
    return Fake(
        check,
        unknown=said({"errors": [missing]}),
        too_often=said(often, 429, **{"x-rate-limit-remaining": "0", "x-rate-limit-reset": "4070908800"}),
        waits=(3600, 86_400),
        options={"account": "surete"},
    )


def graph_error(code: int, message: str, status: int = 400, **headers: str) -> Reply:
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AbC"}
    return said({"error": error}, status, **headers)


def graph(
    account: str, fields: set[str], edges: dict[str, Callable[[dict[str, str]], bool]]
) -> Callable[[Request, str], Reply | None]:
    """The parts of the Graph API that both platforms have: version, token, fields, edges, whole days."""

    def check(request: Request, token: str) -> Reply | None:
        version, _, path = request.path.removeprefix("/").partition("/")
        if request.headers.get("authorization") != f"Bearer {token}":
            return graph_error(190, f"Invalid OAuth access token - Cannot parse {token[:3]}", 401)
        if not re.fullmatch(r"v\d+\.\d", version):
            return graph_error(2635, "You are calling a deprecated version of the API")
        node, _, edge = path.partition("/")
        if node != account:
            return graph_error(100, f"Unsupported get request. Object with ID '{node}' does not exist")
        if not edge:
            asked = set(request.query.get("fields", "").split(","))
            wrong = asked - fields or set(request.query) - {"fields"}
            return graph_error(100, f"(#100) Tried accessing nonexistent field ({wrong})") if wrong else None
        if edge not in edges or not edges[edge](request.query):
            return graph_error(100, f"(#100) Invalid parameter for {edge}: {request.query}")
        return None

    return check


def one_day(query: dict[str, str]) -> bool:
    return int(query["until"]) - int(query["since"]) == 86_400 and int(query["since"]) % 86_400 == 0


def facebook() -> Fake:
    metrics = {"page_media_view", "page_total_media_view_unique", "page_follows", "page_post_engagements"}

    def posts(query: dict[str, str]) -> bool:
        allowed = set(query) <= {"fields", "limit", "since", "until", "after"}
        return allowed and query["fields"] == "id" and int(query["limit"]) <= 100 and one_day(query)

    def insights(query: dict[str, str]) -> bool:
        allowed = set(query) <= {"metric", "period", "since", "until", "after"}
        return (
            allowed
            and set(query["metric"].split(",")) <= metrics
            and query["period"] == "day"
            and one_day(query)
        )

    usage = {"1010": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 19}]}
    return Fake(
        graph(
            "1010",
            {"id", "name", "followers_count", "fan_count"},
            {"published_posts": posts, "insights": insights},
        ),
        unknown=graph_error(100, "Unsupported get request. Object with ID '1010' does not exist"),
        too_often=graph_error(
            32, "(#32) Page request limit reached", 400, **{"X-Business-Use-Case-Usage": json.dumps(usage)}
        ),
        waits=(19 * 60, 19 * 60),
        options={"account": "1010"},
    )


def instagram() -> Fake:
    def insights(query: dict[str, str]) -> bool:
        allowed = set(query) <= {"metric", "period", "metric_type", "since", "until"}
        metrics = set(query["metric"].split(",")) <= {"views", "reach", "profile_views", "accounts_engaged"}
        return (
            allowed
            and metrics
            and query["period"] == "day"
            and query["metric_type"] == "total_value"
            and one_day(query)
        )

    fields = {"id", "username", "followers_count", "follows_count", "media_count"}
    return Fake(
        graph("17841405822304914", fields, {"insights": insights}),
        unknown=graph_error(100, "Unsupported get request. Object does not exist"),
        too_often=graph_error(
            4, "(#4) Application request limit reached", 403, **{"X-App-Usage": '{"call_count":100}'}
        ),
        waits=(3600, 3600),
        options={"account": "17841405822304914"},
    )


def youtube() -> Fake:
    def error(status: int, reason: str, domain: str) -> Reply:
        one = {"message": reason, "domain": domain, "reason": reason}
        return said({"error": {"code": status, "message": reason, "errors": [one]}}, status)

    def check(request: Request, token: str) -> Reply | None:
        key = request.headers.get("x-goog-api-key", "")
        if key != token:
            return error(400, "badRequest", "global") if key else error(403, "forbidden", "global")
        filters = set(request.query) & {"id", "forHandle", "forUsername", "mine", "managedByMe"}
        if request.path != "/youtube/v3/channels":
            return error(404, "notFound", "global")
        if request.query.get("part") != "statistics" or len(filters) != 1 or len(request.query) != 2:
            return error(400, "invalidParameter", "youtube.parameter")
        return None

    empty = {"kind": "youtube#channelListResponse", "pageInfo": {"totalResults": 0, "resultsPerPage": 5}}
    return Fake(
        check,
        unknown=said(empty),
        too_often=error(403, "quotaExceeded", "youtube.quota"),
        waits=(3600, 86_400),
        options={"account": "@surete"},
    )


FAKES: dict[str, Callable[[], Fake]] = {
    "mastodon": mastodon,
    "bluesky": bluesky,
    "x": x,
    "facebook": facebook,
    "instagram": instagram,
    "youtube": youtube,
}
