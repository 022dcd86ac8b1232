"""An institution with a key and a log, for tests of what strangers check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tabayyun.engine.signing import bundle, jws, log, note

ORIGIN = "press.example/log"
TEXT: dict[str, Any] = {
    "title": "لا صحة لخبر إلغاء الأيام المفتوحة بفاس",
    "body": "تُنظَّم الأيام المفتوحة في موعدها.\r\n\r\nالبرنامج الكامل على موقعنا.",
    "checked": ["اتصلنا بلجنة التنظيم.", "الصورة المتداولة قديمة."],
    "claim": "تم إلغاء الأيام المفتوحة بفاس",
    "verdict": "false",
}


@dataclass
class Signed:
    """Publishes: each text is signed and logged; `bundle` is what a stranger gets."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    tree: log.Tree = field(default_factory=log.Tree)
    tokens: list[str] = field(default_factory=list)

    @property
    def public(self) -> list[Ed25519PublicKey]:
        return [self.key.public_key()]

    def publish(self, text: dict[str, Any] | None = None, reference: str = "BH-2026-0041") -> str:
        """The JWS of ``text``, logged as the next entry."""
        given = TEXT if text is None else text
        claims = jws.StatementClaims(
            issuer="https://press.example",
            reference=reference,
            lang="ar",
            version=1,
            kind="denial",
            title=given["title"],
            date="2026-11-20T10:30:00+01:00",
            digest=jws.text_digest(**given),
        )
        self.tokens.append(jws.sign(claims, self.key))
        self.tree.append(log.leaf_hash(self.tokens[-1].encode()))
        return self.tokens[-1]

    def checkpoint(self, size: int | None = None) -> str:
        """The signed head over the first ``size`` entries."""
        count = len(self.tree) if size is None else size
        return note.sign_checkpoint(ORIGIN, count, self.tree.root(count), self.key, ORIGIN)

    def bundle(self, index: int = 0, text: dict[str, Any] | None = None) -> dict[str, Any]:
        """The bundle of entry ``index``."""
        return bundle.make_bundle(
            token=self.tokens[index],
            **(TEXT if text is None else text),
            index=index,
            size=len(self.tree),
            proof=self.tree.inclusion(index),
            checkpoint=self.checkpoint(),
            public_keys=self.public,
        )


def published(entries: int = 5) -> Signed:
    """An institution that published ``entries`` statements."""
    press = Signed()
    for number in range(entries):
        press.publish(reference=f"BH-2026-{number:04}")
    return press


def forged(token: str) -> str:
    """``token`` with another signature of the same length, in the name of the same key."""
    head, _, signature = token.rpartition(".")
    return f"{head}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"


def page_of(bundle_json: str, text: dict[str, Any], *, more: str = "") -> str:
    """A statement page as the newsroom lays it out, reduced to what is verified."""
    checked = "".join(f"<li><span>{line}</span></li>" for line in text["checked"])
    escaped = bundle_json.replace("<", "\\u003C")
    paragraphs = "".join(f"<p>{part}</p>" for part in text["body"].replace("\r", "").split("\n\n"))
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>x</title></head>
    <body>
    <article class="statement" data-statement><header><h1 data-field="title">{text["title"]}</h1></header>
    <blockquote data-field="claim"><p>{text["claim"]}</p></blockquote>
    <strong data-field="verdict" data-value="{text["verdict"]}">غير صحيح</strong>
    <div data-field="body">{paragraphs}</div>
    <ul data-field="checked">{checked}</ul><div data-verdict role="status"></div></article>
    <script type="application/json" id="tabayyun-bundle">{escaped}</script>
    {more}</body></html>"""
