"""What all tests share: the order they run in, emptying the database, and a mail server."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

PATIENCE = 10
"""Seconds that what is still going on is waited for."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser goes last: Playwright keeps an event loop in this thread for the rest of the run."""
    items.sort(key=lambda item: "browser" in item.keywords or "browser" in item.path.parts)


@pytest.fixture(scope="session", autouse=True)
def _emptied_in_spite_of_guards() -> Iterator[None]:
    """Real transactions are undone by emptying the tables; triggers that keep rows step aside for that."""
    from django.test import TransactionTestCase

    original = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        with guards_lifted():
            original(case)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]


@contextmanager
def guards_lifted() -> Iterator[None]:
    """Without the database's triggers, which come back afterwards. SQLite only."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
    yield
    with connection.cursor() as cursor:
        for _, sql in triggers:
            cursor.execute(sql)


class Postbox(Message):
    """Keeps what arrives; refuses the addresses it was told to."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[EmailMessage] = []
        self.refused: set[str] = set()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def prepare_message(self, session: Any, envelope: Any) -> Any:
        return message_from_bytes(envelope.content, policy=policy.default)

    def handle_message(self, message: Any) -> None:
        self.arrived.append(message)


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A real SMTP server that the desk's mail goes to."""
    from django.test import override_settings

    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    real = {
        "EMAIL_BACKEND": "tabayyun.kit.mail.Backend",
        "EMAIL_CONFIG": f"smtp://127.0.0.1:{port}",
        "DEFAULT_FROM_EMAIL": "مكتب التبين <desk@desk.test>",
    }
    with override_settings(**real):
        yield box
    server.stop()
