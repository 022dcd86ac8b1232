"""Django settings. What an institution changes is in `options`; the rest is the product."""

from pathlib import Path
from typing import Any

import dj_database_url
import django.conf.locale
import fontpkg_ibm_plex_sans_arabic
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from tabayyun.config import options
from tabayyun.config.keys import secret
from tabayyun.plugins.fetching import policy as fetching

HOME = options.HOME.path()
HOME.mkdir(parents=True, exist_ok=True)
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = secret(HOME, "django")
AUTHOR_HASH_KEY = secret(HOME, "authors")
EVIDENCE_KEY = secret(HOME, "evidence")
SIGNING_KEY_FILE = HOME / "keys" / "signing.pem"
DEBUG = options.DEBUG.flag()
ALLOWED_HOSTS = options.HOSTS.items()
ORIGIN = options.ORIGIN.text().rstrip("/")
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_q",
    "axes",
    "csp",
    "tabayyun.kit",
    "tabayyun.kit.sheets",
    "tabayyun.desk.watch",
    "tabayyun.desk.signals",
    "tabayyun.desk.expertise",
    "tabayyun.desk.cases",
    "tabayyun.desk.press",
    "tabayyun.desk.mediadesk",
    "tabayyun.desk.outreach",
    "tabayyun.desk.opendays",
    "tabayyun.desk.audience",
    "tabayyun.desk.magazine",
    "tabayyun.desk.report",
    "tabayyun.newsroom",
]

MIDDLEWARE = [
    "tabayyun.kit.middleware.NulMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tabayyun.kit.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tabayyun.kit.middleware.ErrorPageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "tabayyun.config.urls"
ASGI_APPLICATION = "tabayyun.config.asgi.application"
AUTH_USER_MODEL = "kit.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "kit:login"
LOGIN_REDIRECT_URL = "/desk/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 40 * 1024 * 1024

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "tabayyun.kit.context.institution",
            ],
            "builtins": ["tabayyun.kit.templatetags.tabayyun", "django.templatetags.i18n"],
        },
    }
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(options.DATABASE_URL.text() or f"sqlite:///{HOME / 'tabayyun.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Several processes share the file: the write lock is taken at BEGIN, and waited for.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
        " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
    }

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

django.conf.locale.LANG_INFO["zgh"] = {
    "bidi": False,
    "code": "zgh",
    "name": "Standard Moroccan Amazigh",
    "name_local": "ⵜⴰⵎⴰⵣⵉⵖⵜ",
}
LANGUAGE_CODE = options.LANGUAGE.text()
LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English")), ("zgh", _("Amazigh"))]
LANGUAGE_COOKIE_NAME = "tabayyun_language"
USE_TZ = True
TIME_ZONE = options.TIME_ZONE.text()

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [("fonts", Path(fontpkg_ibm_plex_sans_arabic.__file__).parent / "files")]
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tabayyun.kit.static.StaticStorage"},
}
MEDIA_ROOT = HOME / "files"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = options.SECURE.flag()
SECURE_HSTS_SECONDS = 31_536_000 if options.SECURE.flag() else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if options.SECURE.flag() else None
SESSION_COOKIE_AGE = 12 * 3600

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCK_OUT_AT_FAILURE = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "kit/locked_out.html"
AXES_VERBOSE = False

# At-least-once: a job must be idempotent, and `retry` longer than `timeout`.
Q_CLUSTER = {
    "name": "tabayyun",
    "orm": "default",
    "workers": 1,
    "timeout": 120,
    "retry": 180,
    "poll": 1,
    "max_attempts": 0,
    "catch_up": False,
    "label": "jobs",
    "save_limit": 200,
}

EMAIL_CONFIG = options.EMAIL_URL.text()
EMAIL_BACKEND = "tabayyun.kit.mail.Backend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = options.EMAIL_FROM.text()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django-q": {"level": "WARNING"},
    },
}

NEWSROOM_CACHE_SECONDS = options.NEWSROOM_CACHE_SECONDS.number()
POST_RETENTION_DAYS = options.POST_RETENTION_DAYS.number()
CHILD_RETENTION_DAYS = options.CHILD_RETENTION_DAYS.number()
ENCODER = options.ENCODER.text()
SECOND_ENCODER = options.SECOND_ENCODER.text()
MATCH_MODEL = options.MATCH_MODEL.path() if options.MATCH_MODEL.text() else None
ENCODER_FOLDER = options.ENCODER_FOLDER.path() if options.ENCODER_FOLDER.text() else None
CONTENT_WINDOW_DAYS = options.CONTENT_WINDOW_DAYS.number()
CONTENT_WINDOW_SIZE = options.CONTENT_WINDOW_SIZE.number()
HOLDING_NOTICE_MINUTES = options.HOLDING_NOTICE_MINUTES.number()
DISCLOSURE_MINUTES = options.DISCLOSURE_MINUTES.number()
REMIND_BEFORE_MINUTES = options.REMIND_BEFORE_MINUTES.number()
LOCK_MINUTES = options.LOCK_MINUTES.number()
FORM_POSTS_PER_HOUR = options.FORM_POSTS_PER_HOUR.number()
VISITOR_RETENTION_DAYS = options.VISITOR_RETENTION_DAYS.number()
MEDIA_ADDRESS = options.MEDIA_ADDRESS.text()
MEDIA_MAIL = options.MEDIA_MAIL.text()
MEDIA_ANSWER_HOURS = options.MEDIA_ANSWER_HOURS.number()
MEDIA_RETENTION_DAYS = options.MEDIA_RETENTION_DAYS.number()
fetching.use(fetching.Policy.of(options.FETCH_ALLOW.items(), options.FETCH_PROXY.text()))
SHIFTS = sorted(int(hour) % 24 for hour in options.SHIFTS.items()) or [0]
REVEAL_RETENTION_DAYS = options.REVEAL_RETENTION_DAYS.number()
EXAMINER_OPTIONS = {"content_credentials": {"trust_list": options.CREDENTIAL_TRUST_LIST.text()}}
REVERSE_SEARCH = options.REVERSE_SEARCH.flag()
MEDIA_FOLDER = options.MEDIA_FOLDER.path() if options.MEDIA_FOLDER.text() else None
MEDIA_FETCH = options.MEDIA_FETCH.flag()
DESCRIPTOR_FOLDER = options.DESCRIPTOR_FOLDER.path() if options.DESCRIPTOR_FOLDER.text() else None
IMAGERY_FOLDER = options.IMAGERY_FOLDER.path() if options.IMAGERY_FOLDER.text() else None
VIOLENT_TAGS = options.VIOLENT_TAGS.items()
TIMESTAMP_PLUGIN = options.TIMESTAMP_PLUGIN.text()
TIMESTAMP_URL = options.TIMESTAMP_URL.text()
