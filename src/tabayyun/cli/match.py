"""`tabayyun match`: which known claims posts repeat. The engine alone; no installation is needed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tabayyun.cli import matching, posts
from tabayyun.cli.posts import Reader, Record, UnreadableError, as_json
from tabayyun.config import options
from tabayyun.engine.claims import REPEATS, ClaimIndex, Judge
from tabayyun.engine.findings import Claim, ClaimMatch
from tabayyun.engine.meaning import Encoder
from tabayyun.kit import arrays, encoders

COMMAND = "tabayyun match"
AT_ONCE = 1000
"""Posts that are matched together."""


def run(arguments: list[str]) -> int:
    """Print for each post its best claims, in order. Returns the exit code."""
    parser = matching.parser(
        COMMAND, "Tell which known claims posts repeat, how sure that is, and why.", "claims"
    )
    parser.add_argument(
        "--index", metavar="DIR", help="keep the index of the claims here, and map it the next time"
    )
    parser.add_argument(
        "--second",
        default=options.SECOND_ENCODER.text(),
        metavar="NAME",
        help="the encoder that orders the nearest claims once more (%(default)s); none: nothing does",
    )
    parser.add_argument("--model", metavar="DIR", type=Path, help="a model of your own, from tabayyun train")
    try:
        given = parser.parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)

    def work() -> Sequence[Reader]:
        claims = Reader(given.claims, COMMAND)
        records = claims.records()
        encoder = matching.chosen(given.encoder, COMMAND)
        judge = matching.judge(given.second if encoder else encoders.NONE, given.model, COMMAND)
        index = _index(matching.as_claims(records), encoder, judge, given.index)
        reader = Reader(given.posts, COMMAND)
        for batch in reader.batches():
            for start in range(0, len(batch), AT_ONCE):
                _write(batch[start : start + AT_ONCE], records, index, given.top, given.format)
        return claims, reader

    return posts.run(COMMAND, work)


def _index(claims: list[Claim], encoder: Encoder | None, judge: Judge, folder: str | None) -> ClaimIndex:
    """The index of ``claims``, from ``folder`` as far as it is there. Raises UnreadableError."""
    if folder is None:
        return ClaimIndex(claims, encoder, judge)
    try:
        kept = arrays.read(Path(folder))
        given = (encoder, judge)
        index = ClaimIndex.restored(claims, kept, *given) if kept else ClaimIndex(claims, *given)
        if not kept or not index.is_as_saved(kept):
            arrays.save(Path(folder), index.saved())
    except (OSError, ValueError, KeyError) as error:
        raise UnreadableError(f"--index {folder}: {error}") from error
    return index


def _write(batch: Sequence[Record], claims: Sequence[Record], index: ClaimIndex, top: int, form: str) -> None:
    found = index.match_many([post.text for post in batch], top)
    for post, matches in zip(batch, found, strict=True):
        if form == "trec":
            posts.write(matching.trec(post, [(claims[match.claim_id], match.nearness) for match in matches]))
        else:
            shown = [_shown(claims[match.claim_id], match) for match in matches]
            posts.write([as_json({"id": post.id, "claims": shown})])


def _shown(claim: Record, match: ClaimMatch) -> dict[str, object]:
    reason = {"shared": match.shared, "differ": match.conflicts, "meaning": match.meaning}
    return {"id": claim.id, "probability": match.score, "repeats": match.score >= REPEATS, "reason": reason}
