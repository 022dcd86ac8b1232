"""A timestamp authority on this machine, by the `openssl ts` program.

Its word is worth as much as the institution's own clock: it fixes the form, and lets a remote
authority be switched on later without a change to anything else. Keys and the certificate of the
authority are made at the first stamp, in ``HOME/keys/tsa``; ``ca.pem`` there is what a stranger needs.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import ClassVar

from tabayyun.plugins.timestamps.base import TimestampError

SECONDS = 30
"""How long one call of openssl may take."""
DAYS = 20 * 366
"""How long the certificates are valid: a stamp must be checkable as long as the statement is read."""
POLICY = "2.25.144955172725794095808477843848299976590"
"""A UUID as an object identifier: nobody else's, and no register had to be asked."""
FILES = ("ca.pem", "tsa.pem", "tsa.key")

# No `certs=` in the authority's section: openssl would write the set of certificates unsorted, and strict
# readers (rfc3161-client) refuse that. The signer's own is in the answer because the query asks for it.
CONFIG = """\
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = {keys}/tsa.pem
signer_key = {keys}/tsa.key
signer_digest = sha256
default_policy = {policy}
digests = sha256, sha384, sha512
accuracy = secs:1
tsa_name = yes
ess_cert_id_alg = sha256
"""


class LocalTimestamps:
    """RFC 3161 stamps signed here."""

    slug: ClassVar[str] = "local"

    def stamp(self, data: bytes, *, home: str, url: str = "") -> bytes:
        """The DER-encoded response over SHA-256 of ``data``. Raises TimestampError."""
        digest = hashlib.sha256(data).hexdigest()
        with tempfile.TemporaryDirectory() as folder:
            query = Path(folder) / "query.tsq"
            _openssl("ts", "-query", "-digest", digest, "-sha256", "-cert", "-out", str(query), folder=folder)
            return self.answer(query.read_bytes(), home=home)

    def root(self, *, home: str) -> bytes:
        """The root of this authority, as PEM. Raises TimestampError."""
        return (authority(home) / "ca.pem").read_bytes()

    def answer(self, query: bytes, *, home: str) -> bytes:
        """The response to a DER-encoded timestamp query, as an authority gives it. Raises TimestampError."""
        keys = authority(home)
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "query.tsq").write_bytes(query)
            # Random, in a file of this call's own: two stamps at once cannot get the same number.
            Path(folder, "serial").write_text(f"{secrets.randbits(126) | 1 << 126:032X}\n")
            config = _config(folder, keys)
            _openssl(
                *("ts", "-reply", "-config", config, "-queryfile", "query.tsq", "-out", "answer.tsr"),
                folder=folder,
            )
            return Path(folder, "answer.tsr").read_bytes()


def authority(home: str) -> Path:
    """The folder with the authority's keys and certificates; made whole, or not at all, at first use."""
    folder = Path(home) / "keys" / "tsa"
    if not folder.exists():
        try:
            _found_authority(folder)
        except OSError as error:
            raise TimestampError(f"the authority's keys cannot be kept in {folder}: {error}") from error
    missing = [name for name in FILES if not (folder / name).exists()]
    if missing:
        raise TimestampError(f"{folder} is incomplete: {', '.join(missing)} is missing")
    return folder.resolve()


def _found_authority(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = Path(tempfile.mkdtemp(prefix="tsa-", dir=folder.parent))
    try:
        _make_authority(draft)
        draft.rename(folder)
    except OSError:
        if not folder.exists():  # otherwise another process was faster, and its keys stand
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _make_authority(folder: Path) -> None:
    """A root that signs one certificate for stamping; the root's key is not kept, so it signs no other."""
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-sha256")
    ca = _config(folder, folder, "Tabayyun timestamps: root of this installation")
    days = ("-days", str(DAYS))
    _openssl("req", "-x509", *key, *days, "-config", ca, "-extensions", "ca", "-keyout", "ca.key",
             "-out", "ca.pem", folder=folder)  # fmt: skip
    signer = _config(folder, folder, "Tabayyun timestamps: authority of this installation")
    _openssl("req", "-new", *key, "-config", signer, "-keyout", "tsa.key", "-out", "tsa.csr", folder=folder)
    _openssl("x509", "-req", "-sha256", *days, "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
             "-set_serial", f"0x{secrets.randbits(120) | 1 << 120:x}", "-extfile", signer,
             "-extensions", "signer", "-out", "tsa.pem", folder=folder)  # fmt: skip
    for name in ("ca.key", "tsa.csr", "openssl.cnf"):
        (folder / name).unlink()


def _config(folder: str | Path, keys: Path, name: str = "Tabayyun") -> str:
    path = Path(folder) / "openssl.cnf"
    path.write_text(CONFIG.format(name=name, keys=keys, policy=POLICY), encoding="utf-8")
    return str(path)


def _openssl(*arguments: str, folder: str | Path) -> None:
    """Run openssl in ``folder``. Raises TimestampError with what it said."""
    program = shutil.which("openssl")
    if program is None:
        raise TimestampError("the program openssl is not installed; the local timestamp authority needs it")
    try:
        subprocess.run(  # noqa: S603  (arguments are ours)
            [program, *arguments], cwd=folder, check=True, capture_output=True, timeout=SECONDS
        )
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"exit {error.returncode}"
        raise TimestampError(f"openssl {arguments[0]}: {reason}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TimestampError(f"openssl {arguments[0]}: {error}") from error


plugin = LocalTimestamps()
