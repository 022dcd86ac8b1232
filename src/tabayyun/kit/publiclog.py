"""The public log, for rooms below the one that keeps it: what they have to prove is logged by digest.

The room that keeps the log offers this from its ``apps.ready``.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

Keep = Callable[..., dict[str, Any]]
_keepers: list[Keep] = []


def kept_by(keep: Keep) -> None:
    """Have digests logged by ``keep``. Saying it again changes nothing."""
    _keepers[:] = [keep]


def keep(*, kind: str, reference: str, digest: str, now: datetime) -> dict[str, Any]:
    """Sign ``digest`` and log it. Runs inside the caller's transaction.

    What comes back shows it to anyone: ``jws``, ``index``, ``proof`` (hexadecimal), ``checkpoint``.
    """
    (keeper,) = _keepers
    return keeper(kind=kind, reference=reference, digest=digest, now=now)
