"""A page with everything a page has, on this machine; beside it a server that nobody may reach."""

from __future__ import annotations

import gzip
import io
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image
from tests.plugins.fetching.hostile import ELSEWHERE, HERE, Server, serving

from tabayyun.plugins.fetching.policy import Policy

ONLY_HERE = Policy.of([HERE])
RED, BLUE = (200, 30, 30), (30, 30, 200)
PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>خبر</title>
<link rel="stylesheet" href="/style.css"></head><body>
<img src="red.png"><pre id="said"></pre><div style="height:1500px"></div><img src="late.png" loading="lazy">
<script>
const tries = ["http://127.0.0.1:INSIDE/a", "http://localhost:INSIDE/b", "http://[::1]:INSIDE/c"];
for (const url of tries) fetch(url, {mode: "no-cors"}).catch(() => 0);
new Image().src = tries[0];
new WebSocket("ws://127.0.0.1:INSIDE/");
new Worker(URL.createObjectURL(new Blob(["fetch('http://127.0.0.1:INSIDE/d')"])));
navigator.sendBeacon(tries[0], "x");
fetch("/asked-by-the-script.json").then(() => document.body.style.background = "rgb(30, 30, 200)");
alert("stop");
</script></body></html>"""


def picture(colour: tuple[int, int, int]) -> bytes:
    """A PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return out.getvalue()


def files(inside: int) -> dict[str, tuple[str, bytes]]:
    """Path → media type and bytes."""
    page = PAGE.replace("INSIDE", str(inside)).encode()
    return {
        "/page": ("text/html", page),
        "/style.css": ("text/css; charset=utf-8", b"@import 'more.css'; h1{background:url(back.png)}"),
        "/more.css": ("text/css", b""),
        "/red.png": ("image/png", picture(RED)),
        "/late.png": ("image/png", picture(BLUE)),
        "/back.png": ("image/png", picture(BLUE)),
        "/asked-by-the-script.json": ("application/json", b"{}"),
        "/photo": ("image/png", picture(RED)),
        "/nothing": ("text/plain", b""),
    }


@dataclass
class Site:
    """Where it is, and what was asked of the server that nobody may reach."""

    address: str
    inside: Server
    server: Server


@contextmanager
def site() -> Iterator[Site]:
    """Serve the page until the block ends; ``/go`` leads to it, packed answers are sent in chunks."""
    with serving(lambda line, _head: line.sendall(b"HTTP/1.1 204\r\n\r\n"), host=ELSEWHERE) as inside:
        there = files(inside.port)

        def speak(line: socket.socket, head: bytes) -> None:
            path = head.split(b" ", 2)[1].decode()
            if path == "/go":
                line.sendall(b"HTTP/1.1 302 Found\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n")
            elif path not in there:
                line.sendall(
                    b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ngone"
                )
            else:
                kind, body = there[path]
                packed = gzip.compress(body)
                line.sendall(
                    b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
                    + f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nSet-Cookie: a=b\r\n".encode()
                    + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
                )

        with serving(speak) as server:
            yield Site(server.address, inside, server)
