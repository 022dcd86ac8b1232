"""Servers that do what a server should not, each on a loopback address of its own."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HERE, ELSEWHERE = "127.0.0.2", "127.0.0.1"
Speaker = Callable[[socket.socket, bytes], None]


@dataclass
class Server:
    """What runs, and what it was asked."""

    port: int
    asked: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://{HERE}:{self.port}"


@contextmanager
def serving(speak: Speaker, *, host: str = HERE, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Let ``speak`` answer every request until the block ends."""
    with socket.create_server((host, 0)) as listener:
        server = Server(listener.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(listener, server, speak, tls), daemon=True)
        thread.start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _serve(listener: socket.socket, server: Server, speak: Speaker, tls: ssl.SSLContext | None) -> None:
    with suppress(OSError):
        while True:
            plug, _ = listener.accept()
            threading.Thread(target=_answer, args=(plug, server, speak, tls), daemon=True).start()


def _answer(plug: socket.socket, server: Server, speak: Speaker, tls: ssl.SSLContext | None) -> None:
    with suppress(OSError), tls.wrap_socket(plug, server_side=True) if tls else plug as line:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (part := line.recv(65536)):
                return
            head += part
        server.asked.append(head)
        speak(line, head)


def says(body: bytes = b"", *headers: str, status: str = "200 OK") -> Speaker:
    """One whole answer."""

    def speak(line: socket.socket, _head: bytes) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
        line.sendall("\r\n".join(lines).encode() + body)

    return speak


def drips(first: bytes) -> Speaker:
    """``first`` at once, then a byte every now and then, without end."""

    def speak(line: socket.socket, _head: bytes) -> None:
        line.sendall(first)
        while True:
            line.sendall(b"x")
            time.sleep(0.02)

    return speak


def pours(first: bytes) -> Speaker:
    """``first``, then as much as is taken, without end."""

    def speak(line: socket.socket, _head: bytes) -> None:
        line.sendall(first)
        while True:
            line.sendall(bytes(65536))

    return speak
