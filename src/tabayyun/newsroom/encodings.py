"""Which compression a browser takes, and compressing."""

import gzip

import brotli

TEXT = (b"text/", b"application/json", b"application/xml", b"application/rss", b"application/atom")
OTHERS = (b"application/javascript", b"application/ld+json", b"image/svg+xml", b"font/ttf")
BROTLI_QUALITY = 6  # 30 kB in 1 ms; higher ones cost more than they save on a page that lives for seconds


def choose(accepted: bytes, content_type: bytes) -> bytes:
    """``br``, ``gzip`` or nothing."""
    if not content_type.startswith(TEXT + OTHERS):
        return b""
    names = {part.partition(b";")[0].strip() for part in accepted.split(b",") if b"q=0" not in part[-4:]}
    return next((name for name in (b"br", b"gzip") if name in names), b"")


def encoded(body: bytes, encoding: bytes) -> bytes:
    """``body`` compressed as `choose` said."""
    if encoding == b"br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    return gzip.compress(body, 6, mtime=0)
