"""What source plugins say in English, for the translators.

Plugins know no translation: their kinds, options and complaints are looked up here by `options`.
A test holds the lists against the installed plugins.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

KINDS: dict[str, Any] = {
    "file": _("File (NDJSON, CSV, 4CAT, Zeeschuimer)"),
    "form": _("Citizens' form"),
    "rss": _("RSS or Atom feed"),
    "mastodon": _("Mastodon, asked regularly"),
    "mastodon_live": _("Mastodon, live"),
    "bluesky": _("Bluesky, live"),
    "email": _("Inbound e-mail"),
}
LABELS: dict[str, Any] = {
    "path": _("File"),
    "format": _("Format"),
    "follow": _("Still being written"),
    "poll_seconds": _("Seconds between two looks"),
    "url": _("Address"),
    "timeout": _("Time limit in seconds"),
    "max_bytes": _("Largest size in bytes"),
    "instance": _("Server"),
    "timeline": _("Timeline watched"),
    "hashtag": _("Hashtag"),
    "account": _("Account"),
    "token": _("Access token"),
    "page": _("Posts asked for at once"),
    "overlap": _("Overlap in seconds"),
    "streaming": _("Address of the stream"),
    "service": _("Address of the service"),
    "languages": _("Languages"),
    "keywords": _("Words"),
    "dids": _("Accounts"),
    "replies": _("Answers too"),
    "unlabelled": _("Posts without a language too"),
    "maildir": _("Maildir folder"),
    "host": _("IMAP server"),
    "port": _("Port"),
    "security": _("Encryption"),
    "user": _("User"),
    "password": _("Password"),
    "folder": _("Mailbox folder"),
    "automatic": _("Automatic mail"),
}
HELP: tuple[str, ...] = (
    gettext_noop("jetstream (JSON, a tenth of the traffic) or firehose (everything, signed)"),
    gettext_noop("address of the relay, server or Jetstream (wss://…); empty: the public one"),
    gettext_noop("only posts said to be in one of these, as ar, fr; empty: all"),
    gettext_noop("only posts that hold one of these; empty: all"),
    gettext_noop("only posts of these accounts (did:…); empty: all"),
    gettext_noop("answers to other posts too"),
    gettext_noop("with languages: posts that name no language too"),
    gettext_noop("seconds to wait for the connection"),
    gettext_noop("folder of a Maildir that the local mail server delivers to; or give host"),
    gettext_noop("IMAP server; or give maildir"),
    gettext_noop("its port"),
    gettext_noop("tls, starttls or none (only on this machine)"),
    gettext_noop("user of the mailbox"),
    gettext_noop("password, or file:/path of a file that holds it"),
    gettext_noop("folder of the mailbox"),
    gettext_noop("largest mail that is read, in bytes"),
    gettext_noop("bounces, vacation notices, suspected spam: drop or keep"),
    gettext_noop("seconds to wait for each answer of the server"),
    gettext_noop("seconds between two polls"),
    gettext_noop("file on this machine; may be compressed with gzip"),
    gettext_noop("ndjson, table (CSV, TSV), or auto: by the name, then by the first bytes"),
    gettext_noop("the file is still being written: a last line without an end is left for later"),
    gettext_noop("seconds between two looks at the file"),
    gettext_noop("address of the server, https://…"),
    gettext_noop("public, local, hashtag or account"),
    gettext_noop("for timeline hashtag: the word, without #"),
    gettext_noop("for timeline account: user, or user@server"),
    gettext_noop("access token, or file:/path of a file that holds it; many servers want one"),
    gettext_noop("statuses asked for at once (servers give 40 at most)"),
    gettext_noop("seconds that every poll reads again, for statuses that arrive late"),
    gettext_noop("seconds to wait for each step of an answer"),
    gettext_noop("address of the stream, wss://…, when it is not the one the server names"),
    gettext_noop("address of the feed (http or https)"),
    gettext_noop("seconds to wait for each step of the answer"),
    gettext_noop("largest answer that is read, in bytes, after decompression"),
)
TROUBLE: list[tuple[re.Pattern[str], Any]] = [
    (re.compile(pattern), said)
    for pattern, said in (
        (r"must be given \(.*\)", _("must be given")),
        (r"must be text", _("must be text")),
        (r"must be true or false", _("must be true or false")),
        (r"must be a whole number", _("must be a whole number")),
        (r"must be a list of texts", _("must be a list of texts")),
        (r"must lie between (?P<low>.+) and (?P<high>.+)", _("must lie between %(low)s and %(high)s")),
        (
            r"must be an address that begins with (?P<start>.+)",
            _("must be an address that begins with %(start)s"),
        ),
        (r"there is no such option; .*", _("there is no such option")),
        (r"the file cannot be read .*", _("the file cannot be read")),
        (r"must be the name of a file", _("must be the name of a file")),
        (r"must be given (?:for|with) (?P<what>.+)", _("must be given with %(what)s")),
        (r"must be (?P<choices>\w+(?:, \w+)*(?: or \w+))", _("must be one of: %(choices)s")),
        (r"accounts have no stream; .*", _("an account has no stream; choose «Mastodon, asked regularly»")),
        (r"give one of the two", _("give one of the two")),
        (
            r"none would send .*",
            _("without encryption the password would travel in the clear to another machine"),
        ),
        (r"(?P<did>.+) does not begin with did:", _("%(did)s does not begin with did:")),
        (r"a Jetstream takes (?P<most>\d+) at most", _("a Jetstream takes %(most)s accounts at most")),
    )
]
"""What plugins say about a wrong option, and how a person reads it; the first that fits is taken."""
