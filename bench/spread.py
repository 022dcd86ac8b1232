"""When a content would have entered the queue's first screen, and how well its next two hours are foretold.

    tabayyun bench spread

Queue: rumour threads (a source post and its replies, each counted as a copy) and the dated crisis stream
(copies as the engine groups them) are played in order of time. Severity, spread, novelty and rank are the
desk's own. Among what else the queue holds at that moment, the first copy with which a content stands among
the first ten, and the minutes since its first post, are noted. The threads have no surroundings of their own:
a day of the crisis stream is played around each, moved to its date.

Forecast: at random moments after the second post, the interval beside what came.
"""

from __future__ import annotations

import json
import random
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import log2
from pathlib import Path
from statistics import median
from typing import Any

from sections.machine import DATA, machine

from tabayyun.engine import priority
from tabayyun.engine.findings import Item
from tabayyun.engine.spread import course, forecast
from tabayyun.engine.stream import feed, new_state
from tabayyun.engine.triage import Triage
from tabayyun.plugins.models.packaged.plugin import plugin as packaged

SCREEN = 10
HALF_LIFE = 12 * 3600
"""As `desk.signals.operations.tally`."""
HOUR, DAY = 3600.0, 86400.0
FEWEST = 5
MOMENTS = 4

AT_ONCE = 2000

Post = tuple[float, str, float]
"""When, the content it belongs to, and how severe that is."""


@dataclass(slots=True)
class Standing:
    """One content's figures, as the desk counts them."""

    first: float
    severity: float
    last: float = 0.0
    rate: float = 0.0
    copies: int = 0
    rank: float = float("-inf")
    entered: tuple[int, float] | None = None

    def add(self, at: float) -> None:
        self.rate = priority.spread_rate(self.rate, self.last or at, at)
        self.last, self.copies = max(self.last, at), self.copies + 1
        spread = priority.spread(self.rate, self.copies, 0, 1)
        novelty = priority.novelty(None, (self.last - self.first) / HOUR)
        value = priority.priority(self.severity, spread, novelty)
        self.rank = log2(max(value, 1e-6)) + self.last / HALF_LIFE


@dataclass(slots=True)
class Queue:
    """All contents, by rank."""

    ranks: list[float] = field(default_factory=list)
    contents: dict[str, Standing] = field(default_factory=dict)

    def post(self, at: float, content: str, severity: float) -> None:
        found = self.contents.get(content)
        if found is None:
            found = self.contents[content] = Standing(at, severity)
        else:
            del self.ranks[bisect_left(self.ranks, found.rank)]
        found.add(at)
        insort(self.ranks, found.rank)
        above = len(self.ranks) - bisect_left(self.ranks, found.rank)
        if found.entered is None and above <= SCREEN:
            found.entered = (found.copies, (at - found.first) / 60)


def main() -> None:
    print(json.dumps({"bench": "spread", "machine": machine()}))
    for result in (*entering(), *foretelling()):
        print(json.dumps(result), flush=True)


def entering() -> Iterable[dict[str, Any]]:
    threads, crisis = rumour_threads(), read(crisis_posts())
    if threads and crisis:
        yield _entered(
            "rumour threads, a day of the crisis stream around each", _around_each(threads, crisis)
        )
    if crisis:
        known = [found for found in played(crisis).contents.values() if found.copies >= FEWEST]
        yield _entered(f"crisis stream, contents with {FEWEST} copies or more", known)


def read(posts: Sequence[tuple[float, str]]) -> list[Post]:
    """What the engine makes of the posts."""
    state, found = new_state(triage=Triage(packaged())), []
    severities: dict[str, float] = {}
    for start in range(0, len(posts), AT_ONCE):
        part = posts[start : start + AT_ONCE]
        items = [Item(start + n, f"p{start + n}", text, at) for n, (at, text) in enumerate(part)]
        state, findings = feed(state, items)
        for (at, _text), finding in zip(part, findings, strict=True):
            if finding.is_new:
                severities[finding.content] = priority.severity(finding.scores or {})
            found.append((at, finding.content, severities[finding.content]))
    return found


def _around_each(threads: Sequence[list[tuple[float, str]]], crisis: Sequence[Post]) -> list[Standing]:
    """Each thread in a queue of its own, after and among 1,000 posts of other people over 24 hours."""
    triage, draw, found = Triage(packaged()), random.Random(6), []
    for thread in threads:
        first = thread[0][0]
        severity = priority.severity(triage.score(thread[0][1]))
        around = draw.sample(crisis, 1000)
        posts = [
            (first + draw.uniform(-DAY / 2, DAY / 2), content, weight) for _at, content, weight in around
        ]
        posts += [(at, "thread", severity) for at, _text in thread]
        found.append(played(sorted(posts)).contents["thread"])
    return found


def played(posts: Iterable[Post]) -> Queue:
    queue = Queue()
    for at, content, severity in posts:
        queue.post(at, content, severity)
    return queue


def _entered(what: str, contents: Sequence[Standing]) -> dict[str, Any]:
    entered = [found.entered for found in contents if found.entered]
    if not entered:
        return {"what": what, "contents": len(contents), "entered": 0}
    copies, minutes = sorted(c for c, _ in entered), sorted(m for _, m in entered)
    return {
        "what": what,
        "contents": len(contents),
        "entered": len(entered),
        "with_the_first_post": sum(number == 1 for number in copies),
        "copy_median_p90": [median(copies), copies[int(0.9 * (len(copies) - 1))]],
        "minutes_median_p90": [round(median(minutes), 1), round(minutes[int(0.9 * (len(minutes) - 1))], 1)],
    }


def foretelling() -> Iterable[dict[str, Any]]:
    for what, cascades in (
        ("rumour threads", [[at for at, _ in thread] for thread in rumour_threads()]),
        ("dated replies to pandemic rumours", covid_replies()),
    ):
        long_enough = [times for times in cascades if len(times) >= FEWEST]
        if long_enough:
            yield {"what": f"forecast: {what}", **_foretold(long_enough)}


def _foretold(cascades: Sequence[list[float]]) -> dict[str, Any]:
    draw = random.Random(17)
    cases = []
    for times in cascades:
        for _ in range(MOMENTS):
            now = times[draw.randrange(1, len(times))] + draw.expovariate(1 / 1800)
            seen = [at for at in times if at <= now]
            found = course(seen, [1], now)
            cases.append((found, forecast(found), sum(now < at <= now + 2 * HOUR for at in times)))
    return {
        "moments": len(cases),
        "coverage": _share(told.low <= came <= told.high for _, told, came in cases),
        "coverage_while_active": _share(t.low <= came <= t.high for f, t, came in cases if f.last_hour > 2),
        "mean_error": round(sum(abs(told.expected - came) for _, told, came in cases) / len(cases), 2),
        "mean_error_of_the_last_hour_going_on": round(
            sum(abs(2 * found.last_hour - came) for found, _, came in cases) / len(cases), 2
        ),
        "mean_came": round(sum(came for *_, came in cases) / len(cases), 2),
    }


def _share(found: Iterable[bool]) -> float:
    every = list(found)
    return round(sum(every) / max(1, len(every)), 3)


def rumour_threads() -> list[list[tuple[float, str]]]:
    threads = defaultdict(list)
    for row in _lines(DATA / "rumour_threads_en" / "traindev.jsonl"):
        threads[row["thread"]].append((_seconds(row["snowflake_utc"]), row["text"]))
    return [sorted(thread) for thread in threads.values()]


def covid_replies() -> list[list[float]]:
    replies = defaultdict(list)
    for row in _lines(DATA / "covid19_rumour_en" / "replies_stream.jsonl"):
        replies[row["source"]].append(_seconds(row["created_at"]))
    return [sorted(times) for times in replies.values()]


def crisis_posts() -> list[tuple[float, str]]:
    rows = _lines(DATA / "crisis_stream" / "stream.ndjson")
    return sorted((_seconds(row["created_at"]), row["text"]) for row in rows)


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
