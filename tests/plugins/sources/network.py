"""A Bluesky network of this machine (tests/counterparts/bluesky), for the time of a test module."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tabayyun.plugins.sources.bluesky.format import COLLECTION

ROOT = Path(__file__).parents[3]
COUNTERPART = ROOT / "tests" / "counterparts" / "bluesky"
INSTALLED = ROOT / ".tools" / "bluesky"
INSTALL_SECONDS = 900


def install() -> Path:
    """The counterpart's folder, installed once; skips with the reason where that cannot be."""
    wanted = COUNTERPART / "package.json"
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"the Bluesky counterpart needs {program}")
    done = INSTALLED / "installed.json"
    if done.exists() and done.read_bytes() == wanted.read_bytes():
        return INSTALLED
    INSTALLED.mkdir(parents=True, exist_ok=True)
    shutil.copy(wanted, INSTALLED)
    command = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
    try:
        subprocess.run(command, cwd=INSTALLED, check=True, timeout=INSTALL_SECONDS, capture_output=True)
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"the Bluesky counterpart could not be installed: {error}")
    shutil.copy(wanted, done)
    return INSTALLED


class Network:
    """A PDS with one account, over its published HTTP methods."""

    def __init__(self, pds: str) -> None:
        self.address = pds
        self._web = httpx.Client(base_url=f"{pds}/xrpc/", timeout=30)
        name = f"a{os.urandom(4).hex()}"
        account = {"handle": f"{name}.test", "email": f"{name}@mail.example", "password": "counterpart"}
        made = self._ask("com.atproto.server.createAccount", json=account)
        self._web.headers["Authorization"] = f"Bearer {made['accessJwt']}"
        self.did = str(made["did"])

    def post(self, text: str, **more: Any) -> str:
        record = {"$type": COLLECTION, "createdAt": "2026-11-06T08:00:00Z", "text": text, **more}
        body = {"repo": self.did, "collection": COLLECTION, "record": record}
        return str(self._ask("com.atproto.repo.createRecord", json=body)["uri"])

    def picture(self) -> dict[str, Any]:
        gif = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
        headers = {"Content-Type": "image/gif"}
        blob: dict[str, Any] = self._ask("com.atproto.repo.uploadBlob", content=gif, headers=headers)["blob"]
        return blob

    def close(self) -> None:
        self._web.close()

    def _ask(self, method: str, **request: Any) -> dict[str, Any]:
        answer = self._web.post(method, **request)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found


@contextmanager
def running(logs: Path) -> Iterator[Network]:
    """A server with one account; its log goes to the folder ``logs``."""
    folder = install()
    log = (logs / "log").open("wb")
    process = subprocess.Popen(
        ["node", str(COUNTERPART / "start.mjs"), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        addresses = json.loads(process.stdout.readline() or b"{}")
        if not addresses:
            pytest.skip(f"the Bluesky counterpart did not start: {Path(log.name).read_text()[:300]}")
        server = Network(addresses["pds"])
        yield server
        server.close()
    finally:
        process.stdin.close()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        log.close()
