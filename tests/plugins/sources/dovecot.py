"""Dovecot, a real IMAP server, for the time of a test."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Imap:
    """A running Dovecot."""

    port: int

    def deliver(self, message: EmailMessage) -> None:
        with imaplib.IMAP4("127.0.0.1", self.port) as client:
            client.login("desk", "s3cret")
            client.append("INBOX", "", imaplib.Time2Internaldate(time.time()), message.as_bytes())

    def seen(self) -> list[bytes]:
        with imaplib.IMAP4("127.0.0.1", self.port) as client:
            client.login("desk", "s3cret")
            client.select("INBOX", readonly=True)
            return [one for one in client.search(None, "SEEN")[1] if one]


DOVECOT = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{home}/mail
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 0
first_valid_gid = 0
passdb {{
  driver = static
  args = password=s3cret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


def account() -> pwd.struct_passwd:
    """Who the server runs as: Dovecot refuses to serve mail as root."""
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def dovecot(home: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Dovecot started in ``home``, and its port; skips with the reason where there is none."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("a real IMAP server is needed: apt-get install dovecot-imapd")
    user, port = account(), free_port()
    os.chown(home, user.pw_uid, user.pw_gid)
    config = home / "dovecot.conf"
    group = grp.getgrgid(user.pw_gid).gr_name
    names = {"user": user.pw_name, "group": group, "uid": user.pw_uid, "gid": user.pw_gid}
    config.write_text(DOVECOT.format(home=home, port=port, **names))
    return subprocess.Popen([program, "-F", "-c", str(config)], stderr=subprocess.PIPE), port


def greets(port: int) -> bool:
    try:
        imaplib.IMAP4("127.0.0.1", port, timeout=5).logout()
    except (OSError, imaplib.IMAP4.error):
        return False
    return True


@contextmanager
def running() -> Iterator[Imap]:
    """A server with one mailbox: user desk, password s3cret."""
    # Not tmp_path: its parents belong to the user of the tests alone.
    with TemporaryDirectory(prefix="tabayyun-imap-") as folder:
        process, port = dovecot(Path(folder))
        assert process.stderr is not None
        try:
            for _ in range(200):
                if greets(port) or process.poll() is not None:
                    break
                time.sleep(0.05)
            if process.poll() is not None:
                pytest.skip(f"Dovecot does not run here: {process.stderr.read().decode()[:300]}")
            yield Imap(port)
        finally:
            process.terminate()
            process.wait(20)
            process.stderr.close()
