"""What has to be looked at before a verdict, by the kind of the content; and who, or what, did it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.expertise.models import Evidence, Examination
from tabayyun.desk.expertise.queries.evidence import evidence_of
from tabayyun.desk.expertise.queries.media import quotable
from tabayyun.desk.signals.models import Content

Words = str | Promise
SUFFIXES = {
    "picture": frozenset({"jpg", "jpeg", "png", "webp", "gif", "avif", "bmp", "tif", "tiff", "heic"}),
    "clip": frozenset({"mp4", "mov", "webm", "mkv", "avi", "m4v", "3gp", "mpg", "mpeg"}),
    "sound": frozenset({"mp3", "ogg", "oga", "opus", "wav", "m4a", "aac", "flac", "amr"}),
}
KINDS: dict[str, Words] = {
    "text": _("text"),
    "picture": _("picture"),
    "clip": _("clip"),
    "sound": _("sound"),
}
PRINTED = "printed"
"""Not a method: every picture was compared with the banks, whether or not something was found."""
LINES: tuple[tuple[str, frozenset[str], Words, frozenset[str]], ...] = (
    (
        "first",
        frozenset(KINDS),
        _("Since when and how widely it is seen"),
        frozenset({"appearances"}),
    ),
    (
        "concerned",
        frozenset(KINDS),
        _("Those concerned were asked, or own records looked up"),
        frozenset({"manual.contact", "manual.records"}),
    ),
    (
        "said",
        frozenset({"text"}),
        _("What the institution itself said on it"),
        frozenset({"own_statements", "manual.records", "manual.archive"}),
    ),
    (
        "before",
        frozenset({"picture", "clip", "sound"}),
        _("Whether it was there before"),
        frozenset({"known_media", "manual.reverse", "manual.archive", PRINTED}),
    ),
    (
        "file",
        frozenset({"picture", "clip", "sound"}),
        _("What the file says of itself"),
        frozenset({"metadata", "content_credentials", "manual.metadata"}),
    ),
    (
        "read",
        frozenset({"picture", "clip"}),
        _("What is written in it: text, plates, signs"),
        frozenset({"text_in_picture", "manual.viewing", "manual.place"}),
    ),
    (
        "frames",
        frozenset({"clip"}),
        _("Its scenes and key frames"),
        frozenset({"key_frames", "manual.viewing"}),
    ),
    (
        "heard",
        frozenset({"sound", "clip"}),
        _("What is heard in it, and its cuts"),
        frozenset({"sound", "manual.viewing", "manual.forensics"}),
    ),
    (
        "where",
        frozenset({"picture", "clip"}),
        _("Where and when it was taken"),
        frozenset({"manual.place", "place.sun", "place.calendar", "place.map", "place.comparison"}),
    ),
    (
        "traces",
        frozenset({"picture", "clip", "sound"}),
        _("Traces of manipulation"),
        frozenset({"traces", "manual.forensics"}),
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at; ``by`` is what did, and None while nothing has."""

    code: str
    says: Words
    by: Words | None

    @property
    def done(self) -> bool:
        return self.by is not None


def kinds_of(content: Content, pieces: Iterable[Evidence]) -> list[str]:
    """What ``content`` is: its text always, and what its posts and its evidence bring."""
    addresses = content.first_post.media if isinstance(content.first_post.media, list) else []
    suffixes = {PurePosixPath(urlsplit(str(one)).path).suffix.lower().lstrip(".") for one in addresses}
    suffixes |= {PurePosixPath(piece.name).suffix.lower().lstrip(".") for piece in pieces}
    return ["text", *(kind for kind, known in SUFFIXES.items() if known & suffixes)]


def checklist(content: Content) -> list[Line]:
    """What this kind of content needs before a verdict, in order."""
    pieces = list(evidence_of(content).select_related("media_print"))
    found = list(quotable(content))
    kinds = set(kinds_of(content, pieces))
    return [
        Line(code, says, _done(methods, found, pieces))
        for code, needed_by, says, methods in LINES
        if needed_by & kinds
    ]


def _done(methods: frozenset[str], found: Sequence[Examination], pieces: Sequence[Evidence]) -> Words | None:
    done = next((one for one in found if one.method in methods), None)
    if done:
        return done.method_name if done.by is None else f"{done.method_name} · {done.by.display_name}"
    pictures = [one for one in pieces if not one.erased_at and kinds_of_name(one.name) == "picture"]
    if PRINTED in methods and pictures and all(hasattr(one, "media_print") for one in pictures):
        return _("compared with all banks: nothing found")
    return None


def kinds_of_name(name: str) -> str:
    """picture, clip or sound by a file's name; «text» for anything else."""
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    return next((kind for kind, known in SUFFIXES.items() if suffix in known), "text")
