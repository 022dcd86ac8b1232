"""Fit what each piece of evidence weighs for `tabayyun match`: ``tools/fit_matching.py``.

Reads only data that may be shipped: headlines and their paraphrases (ANS, Apache-2.0), rumours (MIT), posts
that repeat no claim (CrisisLex T26; French and Arabic comments; MIT), and the project's own pairs. Writes
``src/tabayyun/engine/claims/weights.py`` and prints what it was fitted to. Same data,
same weights.
"""

from __future__ import annotations

import csv
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tabayyun.engine.claims import ClaimIndex, Judge, Weights
from tabayyun.engine.claims.fitting import fit
from tabayyun.engine.findings import Claim
from tabayyun.plugins.encoders.use_multilingual.plugin import plugin

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
WEIGHTS = ROOT / "src/tabayyun/engine/claims/weights.py"
HEAD = '"""From agreement to log odds: intercept and slope. Written by ``tools/fit_matching.py``."""'
LOOKED_AT = 10
"""Candidates of a post that are learnt from, besides the right one."""
KINDS = ("alike", "across")
"""Alphabets of the post and of the claim."""
ALIKE = 0.7
"""Cosine, or share said, from which two claims of a collection are taken for one."""


class Query(NamedTuple):
    text: str
    right: int
    """The claim it repeats; -1 for none."""


def rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / path).open(encoding="utf-8", errors="replace")))


def arabic(chance: random.Random, noise: list[str]) -> tuple[list[str], list[Query]]:
    """Headlines as claims; their paraphrases as posts, most of them among other words."""
    pairs = rows("ans_ar/stance_train.csv")
    claims = list(
        dict.fromkeys([p["s1"] for p in pairs] + [r["claim_s"] for r in rows("ans_ar/claim_train.csv")])
    )
    number = {claim: place for place, claim in enumerate(claims)}
    queries = []
    agreeing = [pair for pair in pairs if pair["stance"] == "agree"]
    for pair in chance.sample(agreeing, 500):
        right = number[pair["s1"]]
        text = pair["s2"] if chance.random() < 0.4 else wrapped(pair["s2"], noise, chance)
        queries.append(Query(text, right))
    return claims, queries


def wrapped(text: str, noise: list[str], chance: random.Random) -> str:
    """A post around a sentence: other words before or after it, a tag, an address."""
    other = " ".join(chance.choice(noise).split()[: chance.randrange(4, 25)])
    parts = [text, other] if chance.random() < 0.5 else [other, text]
    return " ".join([*parts, chance.choice(["", "#عاجل", "https://t.co/abc", "😱😱"])])


def english(chance: random.Random) -> tuple[list[str], list[Query]]:
    """Rumours as claims; as posts the same with words left out, another number, or denied."""
    found = csv.reader(
        (DATA / "covid19_rumour_en/rumours_news.csv").open(encoding="utf-8-sig", errors="replace")
    )
    claims = list(dict.fromkeys(row[2] for row in found if len(row[2]) > 40))[:2000]
    replies = [
        json.loads(line) for line in (DATA / "covid19_rumour_en/replies_stream.jsonl").open(encoding="utf-8")
    ]
    noise = [
        text
        for reply in replies[:5000]
        if (text := next((v for v in reply.values() if isinstance(v, str) and " " in v), ""))
    ]
    queries = []
    for place in chance.sample(range(len(claims)), 400):
        text = shortened(claims[place], chance)
        queries.append(Query(wrapped(text, noise, chance), place))
    return claims, queries


def shortened(text: str, chance: random.Random) -> str:
    left = chance.uniform(0.35, 0.9)
    words = text.split()
    kept = [word for word in words if chance.random() < left]
    return " ".join(kept if len(kept) > 3 else words)


def own(name: str, first: int) -> tuple[list[str], list[Query]]:
    pairs = [json.loads(line) for line in (ROOT / "bench/data" / name).open(encoding="utf-8")]
    kinds = ("ary", "arabizi", "fr", "en")
    queries = [Query(p[k], first + n) for n, p in enumerate(pairs) for k in kinds if k in p]
    queries += [Query(text, -1) for p in pairs for text in p["not"]]
    return [pair["claim"] for pair in pairs], queries


def unrelated(chance: random.Random) -> list[str]:
    stream = [
        json.loads(line)["text"] for line in (DATA / "crisis_stream/stream.ndjson").open(encoding="utf-8")
    ]
    french = [
        row[next(iter(row))] if len(row) == 1 else row.get("tweet", "")
        for row in rows("hate_fr_ar_en/fr_dataset.csv")
    ]
    arabic_posts = [row.get("tweet", "") for row in rows("hate_fr_ar_en/ar_dataset.csv")]
    return [*chance.sample(stream, 200), *chance.sample(french, 200), *chance.sample(arabic_posts, 200)]


def examples(
    index: ClaimIndex, claims: list[str], queries: list[Query]
) -> Iterator[tuple[bool, float, float, bool]]:
    """Of the candidates nearest to each post: across alphabets, agreement, difference, the same claim."""
    for query in queries:
        found = sorted(index.evidence(query.text), key=lambda each: -Judge().log_odds(each[1]))
        alike = twins(index, claims, query) - {query.right}
        found = [each for each in found if each[0] not in alike]
        right = [each for each in found[LOOKED_AT:] if each[0] == query.right]
        for key, evidence, *_words in found[:LOOKED_AT] + right:
            yield evidence.across, evidence.agreement, evidence.difference, key == query.right


def twins(index: ClaimIndex, claims: list[str], query: Query) -> set[int]:
    """Claims that say nearly what the right one says: neither right nor wrong."""
    if query.right < 0:
        return set()
    near = index.evidence(claims[query.right])
    return {key for key, evidence, *_ in near if max(evidence.meaning or 0.0, evidence.share) > ALIKE}


def wrongly_matched(index: ClaimIndex, queries: list[Query]) -> str:
    """For several thresholds: the share of posts that repeat no claim and would be said to repeat one."""
    none = [query.text for query in queries if query.right < 0]
    surest = [max((match.score for match in found), default=0.0) for found in index.match_many(none)]
    shares = (f"{least}: {np.mean(np.array(surest) >= least):.3f}" for least in (0.5, 0.6, 0.7, 0.8, 0.9))
    return f"{len(none)} posts without a claim, matched from " + ", ".join(shares)


def main() -> None:
    chance = random.Random(4)
    others = [Query(text, -1) for text in unrelated(chance)]
    ar_claims, ar_queries = arabic(chance, [query.text for query in others[400:]])
    own_claims, own_queries = own("pairs-train.ndjson", len(ar_claims))
    en_claims, en_queries = english(chance)
    arabic_set = ([*ar_claims, *own_claims], [*ar_queries, *3 * own_queries, *others])
    english_set = (en_claims, [*en_queries, *others[:200]])
    with tempfile.TemporaryDirectory() as folder:
        encoder = plugin.load(cache=Path(folder))
        lines = [HEAD, ""]
        for name, used in (("WITH_ENCODER", encoder), ("WITHOUT_ENCODER", None)):
            found = []
            for claims, queries in (english_set, arabic_set):
                index = ClaimIndex((Claim(n, text) for n, text in enumerate(claims)), used)
                found += list(examples(index, claims, queries))
            across, *columns = (np.array(part, float) for part in zip(*found, strict=True))
            fitted = {
                kind: fit(*(part[across == which] for part in columns)) for which, kind in enumerate(KINDS)
            }
            print(name, len(across), "candidates,", int(columns[-1].sum()), "the same:", fitted)
            lines.append(f"{name} = {json.dumps(fitted).replace('[', '(').replace(']', ')')}")
            judge = Judge(Weights(*fitted.values(), *fitted.values()))
            judged = ClaimIndex(
                (Claim(n, text) for n, text in enumerate(ar_claims + own_claims)), used, judge
            )
            print("  own pairs:", wrongly_matched(judged, own_queries))
            print("  unrelated:", wrongly_matched(judged, others))
    WEIGHTS.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
