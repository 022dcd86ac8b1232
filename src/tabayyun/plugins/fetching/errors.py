"""Why something could not be fetched. Rooms word the reasons for people."""

from __future__ import annotations

from enum import StrEnum

import httpx


class Reason(StrEnum):
    """What was wrong."""

    ADDRESS = "address"
    PRIVATE = "private"
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    BROKEN = "broken"
    REDIRECTS = "redirects"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    ENCODING = "encoding"


class FetchError(httpx.TransportError):
    """Nothing was fetched; ``reason`` says why in one word, the message in English for the log."""

    def __init__(self, reason: Reason, said: str) -> None:
        super().__init__(said)
        self.reason = reason
