"""Settings of the tests: a throw-away home, servers on this machine, fast passwords, no page cache."""

import os
import tempfile

os.environ.setdefault("TABAYYUN_HOME", tempfile.mkdtemp(prefix="tabayyun-test-"))
os.environ.setdefault("TABAYYUN_FETCH_ALLOW", "127.0.0.1,::1,localhost")  # where the servers of the tests are

from tabayyun.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
NEWSROOM_CACHE_SECONDS = 0
SECOND_ENCODER = "none"
ENCODER = "none"  # half a second at every start; the tests of meaning load it themselves
AXES_ENABLED = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in use: tables in shared memory are locked against each other, and nobody waits for them.
    DATABASES["default"]["TEST"] = {"NAME": HOME / "tests.sqlite3"}  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
