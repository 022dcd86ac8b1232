"""`tabayyun answers`: what was already said officially on what posts say. No installation is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tabayyun.cli import matching, posts
from tabayyun.cli.posts import Reader, Record, as_json
from tabayyun.engine.claims.answers import Answer, Statements
from tabayyun.engine.meaning import Encoder

COMMAND = "tabayyun answers"


def run(arguments: list[str]) -> int:
    """Print for each post the statements that bear on it, in order. Returns the exit code."""
    parser = matching.parser(
        COMMAND, "Tell which official statements bear on posts, for or against.", "statements"
    )
    parser.add_argument(
        "--within",
        metavar="FIELD",
        default="timeline",
        help="look only at statements whose FIELD is that of the post, where the post has one (%(default)s)",
    )
    try:
        given = parser.parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)

    def work() -> Sequence[Reader]:
        statements, reader = Reader(given.statements, COMMAND), Reader(given.posts, COMMAND)
        said = _Said(statements.records(), given.within, matching.chosen(given.encoder, COMMAND))
        for batch in reader.batches():
            for post in batch:
                posts.write(_lines(post, said.answers(post, given.top), given.format))
        return statements, reader

    return posts.run(COMMAND, work)


class _Said:
    """The statements, by the timeline they are of; each is read when the first post asks for it."""

    def __init__(self, records: Sequence[Record], within: str, encoder: Encoder | None) -> None:
        self._records, self._within, self._encoder = records, within, encoder
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        self._read: dict[str, Statements] = {}
        for number, record in enumerate(records):
            for name in {"", *self._names(record)}:
                self._numbers[name].append(number)

    def _names(self, record: Record) -> Iterable[str]:
        value = record.fields.get(self._within)
        return map(str, value if isinstance(value, list) else [value] if isinstance(value, str | int) else [])

    def answers(self, post: Record, top: int) -> list[tuple[Record, Answer]]:
        found = [
            answer
            for name in (list(self._names(post)) or [""])
            for answer in self._of(name).answers(post.text, top)
        ]
        best = sorted(found, key=lambda answer: (-answer.score, answer.statement))[:top]
        return [(self._records[answer.statement], answer) for answer in best]

    def _of(self, name: str) -> Statements:
        if name not in self._read:
            claims = matching.as_claims(self._records)
            self._read[name] = Statements([claims[number] for number in self._numbers[name]], self._encoder)
        return self._read[name]


def _lines(post: Record, found: Sequence[tuple[Record, Answer]], form: str) -> list[str]:
    if form == "trec":
        return matching.trec(post, [(record, answer.score) for record, answer in found])
    return [as_json({"id": post.id, "statements": [_shown(*each) for each in found]})]


def _shown(record: Record, answer: Answer) -> dict[str, object]:
    reason = {"shared": answer.shared, "differ": answer.differing, "meaning": answer.meaning}
    return {"id": record.id, "score": answer.score, "denies": answer.denies, "reason": reason}
