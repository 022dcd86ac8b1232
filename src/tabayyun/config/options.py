"""Every setting an institution can change: its name, its default and what it does.

``docs/reference/settings.md`` is checked against this list, so the two cannot drift apart.
"""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Option:
    """One setting, read from the environment variable ``TABAYYUN_<NAME>``."""

    name: str
    default: str
    help: str

    @property
    def variable(self) -> str:
        return f"TABAYYUN_{self.name}"

    def text(self) -> str:
        return os.environ.get(self.variable, self.default)

    def flag(self) -> bool:
        return self.text().strip().lower() in {"1", "true", "yes", "on"}

    def number(self) -> int:
        return int(self.text())

    def items(self) -> list[str]:
        return [part.strip() for part in self.text().split(",") if part.strip()]

    def path(self) -> Path:
        return Path(self.text()).expanduser().resolve()


HOME = Option("HOME", "var", "Folder of this installation: database, keys, files.")
DATABASE_URL = Option("DATABASE_URL", "", "Database address; empty means SQLite inside HOME.")
HOSTS = Option("HOSTS", "127.0.0.1,localhost", "Host names the site answers to.")
ORIGIN = Option("ORIGIN", "http://127.0.0.1:8000", "Public address, as printed in links and QR codes.")
DEBUG = Option("DEBUG", "no", "Show tracebacks in the browser. Never on a public machine.")
SECURE = Option("SECURE", "no", "The site is reached over HTTPS: secure cookies and HSTS.")
LANGUAGE = Option("LANGUAGE", "ar", "Language of a visitor who chose none: ar, fr, en or zgh.")
TIME_ZONE = Option("TIME_ZONE", "Africa/Casablanca", "Time zone of the institution.")
EMAIL_URL = Option(
    "EMAIL_URL",
    "",
    "Outgoing mail, as smtp://user:password@host:port?tls=yes; empty keeps mail in HOME/mail.",
)
EMAIL_FROM = Option("EMAIL_FROM", "desk@localhost", "Sender of the desk's mail.")
NEWSROOM_CACHE_SECONDS = Option(
    "NEWSROOM_CACHE_SECONDS",
    "5",
    "How long a public page may be answered from memory; 0 switches it off.",
)
POST_RETENTION_DAYS = Option(
    "POST_RETENTION_DAYS", "90", "Posts that belong to no case are purged after so many days."
)
CHILD_RETENTION_DAYS = Option(
    "CHILD_RETENTION_DAYS", "90", "Name and age of a child who visited are forgotten after so many days."
)
ENCODER = Option("ENCODER", "use_multilingual", "What compares the meaning of texts; none: words alone.")
ENCODER_FOLDER = Option("ENCODER_FOLDER", "", "Folder with a model, for the encoder «folder».")
SECOND_ENCODER = Option(
    "SECOND_ENCODER", "e5_multilingual", "What orders the nearest claims once more; none: nothing does."
)
MATCH_MODEL = Option(
    "MATCH_MODEL",
    "",
    "Folder with a model from tabayyun train match; empty: the one that comes with Tabayyun.",
)
CONTENT_WINDOW_DAYS = Option("CONTENT_WINDOW_DAYS", "30", "How long a content waits for further copies.")
CONTENT_WINDOW_SIZE = Option("CONTENT_WINDOW_SIZE", "200000", "How many contents the engine keeps in memory.")
HOLDING_NOTICE_MINUTES = Option(
    "HOLDING_NOTICE_MINUTES", "20", "Target: holding notice after detection, in minutes."
)
DISCLOSURE_MINUTES = Option("DISCLOSURE_MINUTES", "120", "Target: disclosure after detection, in minutes.")
REMIND_BEFORE_MINUTES = Option(
    "REMIND_BEFORE_MINUTES", "10", "A reminder goes out so long before a target is missed."
)
LOCK_MINUTES = Option("LOCK_MINUTES", "15", "A case lock that nobody renews ends after so many minutes.")
FORM_POSTS_PER_HOUR = Option(
    "FORM_POSTS_PER_HOUR", "10", "Public form submissions accepted from one address in an hour."
)
VISITOR_RETENTION_DAYS = Option(
    "VISITOR_RETENTION_DAYS", "30", "Visitors of Open Days are forgotten so many days after the last day."
)
MEDIA_ADDRESS = Option(
    "MEDIA_ADDRESS", "", "E-mail address of the media desk, to which journalists and units answer."
)
MEDIA_MAIL = Option(
    "MEDIA_MAIL",
    "",
    "Where that address arrives: maildir:/folder or imaps://user:password@host/INBOX; empty reads none.",
)
MEDIA_ANSWER_HOURS = Option(
    "MEDIA_ANSWER_HOURS", "48", "A media request without a deadline is to be answered within so many hours."
)
MEDIA_RETENTION_DAYS = Option(
    "MEDIA_RETENTION_DAYS", "365", "Who asked is deleted so many days after a media request was settled."
)
FETCH_ALLOW = Option(
    "FETCH_ALLOW",
    "",
    "Hosts, addresses and networks that may be fetched although they are private; a host wherever it leads.",
)
FETCH_PROXY = Option(
    "FETCH_PROXY", "", "Proxy for everything that is fetched, as http://host:port; empty: none is used."
)
SHIFTS = Option(
    "SHIFTS", "7,15,23", "Hours at which a shift begins: what is looked at unveiled is counted for each."
)
REVEAL_RETENTION_DAYS = Option(
    "REVEAL_RETENTION_DAYS", "30", "Who lifted which veil in a shift is forgotten after so many days."
)
CREDENTIAL_TRUST_LIST = Option(
    "CREDENTIAL_TRUST_LIST",
    "",
    "PEM file with the certificates of those whose Content Credentials are trusted; empty: nobody is known.",
)
REVERSE_SEARCH = Option(
    "REVERSE_SEARCH",
    "no",
    "Offer links that open services for reverse image search; nothing is sent before somebody presses one.",
)
MEDIA_FOLDER = Option(
    "MEDIA_FOLDER",
    "",
    "Folder whose pictures are fingerprinted when posts of a file source name them; empty: none are.",
)
MEDIA_FETCH = Option(
    "MEDIA_FETCH", "no", "Fetch the pictures that posts name by address, to fingerprint them; none is kept."
)
DESCRIPTOR_FOLDER = Option(
    "DESCRIPTOR_FOLDER", "", "Folder with a learned copy descriptor of pictures, model.onnx; empty: none."
)
IMAGERY_FOLDER = Option(
    "IMAGERY_FOLDER", "", "Folder with a model of violent imagery, model.onnx and card.json; empty: none."
)
VIOLENT_TAGS = Option(
    "VIOLENT_TAGS",
    "blood,body,weapon,fire",
    "What people see in a picture that counts as violent: blood, body, weapon, fire, crowd, child.",
)
TIMESTAMP_PLUGIN = Option(
    "TIMESTAMP_PLUGIN", "local", "Which plugin stamps the checkpoints of the public log."
)
TIMESTAMP_URL = Option("TIMESTAMP_URL", "", "Address of the RFC 3161 authority, for the plugin rfc3161.")

ALL: tuple[Option, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Option))
