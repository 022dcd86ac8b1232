"""Which compression a browser takes, and compressing."""

import gzip
import re

import brotli  # type: ignore[import-untyped]

TEXT = (b"text/", b"application/json", b"application/xml", b"application/rss", b"application/atom")
OTHERS = (b"application/javascript", b"application/ld+json", b"image/svg+xml", b"font/ttf")
REFUSED = re.compile(rb"q=0(\.0*)?")
BROTLI_QUALITY = 6  # 30 kB in 1 ms; higher ones cost more than they save on a page that lives for seconds


def choose(accepted: bytes, content_type: bytes) -> bytes:
    """``br``, ``gzip`` or nothing."""
    if not content_type.startswith(TEXT + OTHERS):
        return b""
    offers = [part.replace(b" ", b"").partition(b";") for part in accepted.split(b",")]
    names = {name for name, _, weight in offers if not REFUSED.fullmatch(weight)}
    return next((name for name in (b"br", b"gzip") if name in names), b"")


def encoded(body: bytes, encoding: bytes) -> bytes:
    """``body`` compressed as `choose` said."""
    if encoding == b"br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    return gzip.compress(body, 6, mtime=0)
