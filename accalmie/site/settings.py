"""The settings of a site: everything that differs between two sites comes from the environment, with safe defaults.

docs/operators/running.md lists the variables.
"""

from __future__ import annotations

import os
import tempfile
from email.utils import formataddr
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from accalmie.core import written
from accalmie.site.readings import Readings
from accalmie.site.secret import kept_secret

env = environ.Env()

HOUSE = Path(__file__).resolve().parents[2]
DATA = Path(env.str("ACCALMIE_DATA", default=str(HOUSE / "var")))
CONTENT = Path(env.str("ACCALMIE_CONTENT", default=str(HOUSE / "content")))
# Programmes that were proved before, beside the code whose proofs they are (accalmie/site/authors/proofs.py).
PROOFS = HOUSE / ".stamps" / "proofs"
# Texts that were parsed before, beside them (accalmie/site/readings.py).
written.remember_in(Readings(HOUSE / ".stamps" / "readings"))
HAZARDS = HOUSE / "docs" / "safety" / "hazards.yaml"
DEMO = env.bool("ACCALMIE_DEMO", default=False)
DEBUG = env.bool("ACCALMIE_DEBUG", default=False)
# Only invented people may be enrolled before the clinical rules are signed and a rota has shown that it answers.
DEMO_ENROLMENT = DEMO
# For so long a clinician outside the care team reads a record after breaking the glass (access.emergency).
EMERGENCY_MINUTES = env.int("ACCALMIE_EMERGENCY_MINUTES", default=60)


SECRET_KEY = env.str("ACCALMIE_SECRET_KEY", default="") or kept_secret(DATA / "secret")
ALLOWED_HOSTS = env.list("ACCALMIE_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

ROOMS = [
    "accalmie.foundation.clock",
    "accalmie.foundation.words",
    "accalmie.foundation.design",
    "accalmie.foundation.tick",
    "accalmie.foundation.outbox",
    "accalmie.foundation.people",
    "accalmie.foundation.access",
    "accalmie.foundation.crypto",
    "accalmie.foundation.clinic",
    "accalmie.foundation.journal",
    "accalmie.foundation.steps",
    "accalmie.safety",
    "accalmie.safety.plan",
    "accalmie.safety.recontact",
    "accalmie.safety.closures",
    "accalmie.safety.pack",
    "accalmie.capabilities.programmes",
    "accalmie.capabilities.measures",
    "accalmie.capabilities.exercises",
    "accalmie.capabilities.contact",
    "accalmie.capabilities.notes",
    "accalmie.capabilities.elsewhere",
    "accalmie.capabilities.relatives",
    "accalmie.capabilities.care",
    "accalmie.capabilities.sleep",
    "accalmie.capabilities.understanding",
    "accalmie.capabilities.explainers",
    "accalmie.capabilities.practices",
    "accalmie.capabilities.coordination",
    "accalmie.oversight.caseload",
    "accalmie.oversight.reviewing",
    "accalmie.oversight.insight",
    "accalmie.oversight.privacy",
    "accalmie.oversight.device",
    "accalmie.oversight.service",
    "accalmie.oversight.supervision",
    "accalmie.oversight.closing",
    "accalmie.oversight.stepping",
    "accalmie.doors.home",
]

INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "accalmie.site.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages on the wire at a third of their size; random bytes in each hide what sizes could tell (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "accalmie.foundation.rows.middleware.PassMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    *(["accalmie.foundation.clock.middleware.DemoClockMiddleware"] if DEMO else []),
    "accalmie.site.sessions.SignOfLifeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accalmie.foundation.people.middleware.PreferencesMiddleware",
    "accalmie.safety.leaving.LeavingMiddleware",
    "accalmie.safety.words_views.HelpFirstMiddleware",
    "accalmie.foundation.people.kept_forms.KeptFormsMiddleware",
    "accalmie.foundation.people.kept_words.KeptWordsMiddleware",
    "accalmie.foundation.people.whence.WhenceMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "accalmie.site.urls"
WSGI_APPLICATION = "accalmie.site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [],
        "OPTIONS": {
            "environment": "accalmie.foundation.design.jinja.environment",
            "context_processors": ["accalmie.foundation.design.frame.context"],
        },
    },
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "DIRS": [], "OPTIONS": {}},
]


def _sqlite(file: Path) -> dict[str, Any]:
    """Write-ahead log, and each commit on the disk before the person sees "saved".

    Tests use files too, since threads and live servers need several connections; one name a process, so that two runs
    do not meet.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; "
            "PRAGMA secure_delete=ON;",  # what is erased is overwritten, not only unlinked
        },
        "TEST": {"NAME": f"{tempfile.gettempdir()}/accalmie-test-{os.getpid()}-{file.name}"},
    }


def _database(variable: str, file: str) -> dict[str, Any]:
    url = env.str(variable, default="")
    if not url:
        return _sqlite(DATA / file)
    settings: dict[str, Any] = env.db_url_config(url) | {"ENGINE": "accalmie.foundation.rows.postgresql"}
    # A process has one thread, so one connection, kept: a pool around it cost a tenth of each page.
    settings["CONN_MAX_AGE"] = None
    # Statements that come again are prepared: parameters travel apart from them, and a tenth to a quarter is saved.
    # Behind PgBouncer before 1.21 a statement prepared on one connection is unknown to the next: ?pooled=1 in the URL.
    pooled = settings.setdefault("OPTIONS", {}).pop("pooled", "")
    settings["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": None if pooled else 3}
    return settings


# Pages sign in under a role of their own, which PostgreSQL shows only the rows of the one who asks; commands sign in as
# the owner of the tables. Without an address for pages, and on SQLite, both are one.
_PAGES = _database("DATABASE_PAGES_URL", "accalmie.sqlite3") if env.str("DATABASE_PAGES_URL", default="") else {}
PAGES_ROLE, PAGES_PASSWORD = _PAGES.get("USER", ""), _PAGES.get("PASSWORD", "")
if _PAGES and _PAGES["OPTIONS"].get("prepare_threshold", 0) is None:
    raise ImproperlyConfigured("DATABASE_PAGES_URL may not be ?pooled: a pass belongs to one connection.")
_SERVES_PAGES = env.bool("ACCALMIE_SERVES_PAGES", default=False)

# `keys` is the key store: its own database, left out of the backups of the other (protection.md).
DATABASES = {
    "default": _PAGES | {"PAGES_ROLE": PAGES_ROLE}
    if _PAGES and _SERVES_PAGES
    else _database("DATABASE_URL", "accalmie.sqlite3"),
    "keys": _database("KEYS_DATABASE_URL", "keys.sqlite3"),
}
DATABASE_ROUTERS = ["accalmie.foundation.crypto.router.KeyStoreRouter"]
# The master key wraps every patient's key: given here, or in a file made at first start.
# The ledger keeps erased records erased after a restore.
ACCALMIE_MASTER_KEY = env.str("ACCALMIE_MASTER_KEY", default="")
ACCALMIE_MASTER_KEY_FILE = env.str("ACCALMIE_MASTER_KEY_FILE", default=str(DATA / "master.key"))
# Only while `accalmie keys rotate` takes it away, where the master key comes from a vault.
ACCALMIE_MASTER_KEY_PREVIOUS = env.str("ACCALMIE_MASTER_KEY_PREVIOUS", default="")
# A program that wraps and unwraps keys by asking a key service; the master key then never comes to this machine.
ACCALMIE_KMS_COMMAND = env.str("ACCALMIE_KMS_COMMAND", default="")
ACCALMIE_ERASURE_LEDGER = env.str("ACCALMIE_ERASURE_LEDGER", default=str(DATA / "erasures.jsonl"))
# What the public page of openness says: where data live, who hosts, who else works on them, who answers.
ACCALMIE_OPENNESS = env.str("ACCALMIE_OPENNESS", default=str(DATA / "openness.yaml"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
CSRF_FAILURE_VIEW = "accalmie.foundation.people.kept_forms.csrf_failed"
AUTHENTICATION_BACKENDS = ["accalmie.foundation.people.backend.PeopleBackend"]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "/"
# Where a form leads once it is saved: the front door decides, so that no room below it needs to know.
NEXT_PAGE = "home:go-on"
# Where somebody is led whose record is closed: what they may ask, and how to open it again.
CLOSED_RECORD = "privacy:show-rights"
# Where somebody looks for another exercise when the one of their step does not help.
OTHER_EXERCISES = "exercises:list-exercises"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Identity providers beside the password, each off until it has given this site an id and a secret
# (docs/operators/providers.md). Where their discovery document stands follows from the issuer unless told.
IDENTITY_PROVIDERS = {
    "psc": {
        "client_id": env.str("ACCALMIE_PSC_CLIENT_ID", default=""),
        "client_secret": env.str("ACCALMIE_PSC_CLIENT_SECRET", default=""),
        "issuer": env.str("ACCALMIE_PSC_ISSUER", default="https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet"),
        "discovery": env.str("ACCALMIE_PSC_DISCOVERY", default=""),
    },
    "fc": {
        "client_id": env.str("ACCALMIE_FC_CLIENT_ID", default=""),
        "client_secret": env.str("ACCALMIE_FC_CLIENT_SECRET", default=""),
        "issuer": env.str("ACCALMIE_FC_ISSUER", default="https://oidc.franceconnect.gouv.fr/api/v2"),
        "discovery": env.str("ACCALMIE_FC_DISCOVERY", default=""),
    },
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
# The recordings of programmes, with their captions and transcripts, are served like any other static file.
STATICFILES_DIRS = [(f"programmes/{folder.parent.name}", folder) for folder in CONTENT.glob("programmes/*/media")]
# Recorded voices of practices, which belong to a site: NAME.LANG.opus or .mp3, a draft as NAME.LANG.draft.opus.
RECORDINGS = DATA / "media" / "practices"
if RECORDINGS.is_dir():
    STATICFILES_DIRS.append(("practices/recordings", RECORDINGS))
STATIC_ROOT = DATA / "static"
# The films of explainers: `accalmie media build` writes them, pages offer those that are there.
FILMS = DATA / "media" / "explainers"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "accalmie.site.static.StaticFiles"},
}

# Two hours without a sign of life end a session; what was typed is kept through the next sign-in (people.kept_forms).
SESSION_COOKIE_AGE = 2 * 60 * 60
# Sessions are rows with a copy in memory. Several processes need a shared copy, or none: a session ended by one of them
# would live on in the others.
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
# Django keeps 300 of them, then throws a third away at each new one; a session takes about a kilobyte.
if "locmem" in CACHES["default"]["BACKEND"]:
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 5000}
_IS_ALONE = "locmem" not in CACHES["default"]["BACKEND"] or env.int("ACCALMIE_WORKERS", default=1) == 1
CACHES["nowhere"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
SESSION_ENGINE = "accalmie.foundation.people.sessions"
SESSION_CACHE_ALIAS = "default" if _IS_ALONE else "nowhere"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
IS_SECURE = env.bool("ACCALMIE_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_SECURE
SESSION_COOKIE_NAME = "__Host-accalmie" if IS_SECURE else "accalmie"
CSRF_COOKIE_NAME = "__Host-accalmie-form" if IS_SECURE else "accalmie-form"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
# A host of its own is the rule; a site that shares its domain with others that have no TLS says no.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("ACCALMIE_HSTS_SUBDOMAINS", default=IS_SECURE)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if IS_SECURE else []
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
    }
}
# A thought record of a megabyte, three times as long once percent-encoded, is read and answered with a sentence.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000
FILE_UPLOAD_HANDLERS = ["accalmie.site.uploads.NoFiles"]

# What others may see over a shoulder, in a history or in an inbox: a name that says nothing of health. One link leads
# away at once, to a page about something else.
NEUTRAL_NAME = env.str("ACCALMIE_NEUTRAL_NAME", default="Carnet")
NEUTRAL_SITE = env.str("ACCALMIE_NEUTRAL_SITE", default="https://meteofrance.com/")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = formataddr(
    (NEUTRAL_NAME, env.str("ACCALMIE_SENDER", default="carnet@localhost")), charset="utf-8"
)
EMAIL_SUBJECT_PREFIX = ""
# smtp+tls://name:password@host:587. Without it nothing is sent, and pages offer no e-mail; the demo shows it on screen.
_MAIL = env.str("ACCALMIE_MAIL_URL", default="consolemail://" if DEMO else "")
CAN_MAIL = bool(_MAIL)
# The address under which people reach this site, as https://example.org: for links in notices; none without it.
SITE_ADDRESS = env.str("ACCALMIE_ADDRESS", default="").rstrip("/")
if CAN_MAIL:
    vars().update(env.email_url_config(_MAIL))
EMAIL_TIMEOUT = 10
# gammu:/var/spool/gammu, or a provider's https address (docs/operators/sending.md). The demo shows it on screen.
SMS: dict[str, Any] = {
    "url": env.str("ACCALMIE_SMS_URL", default="console:" if DEMO else ""),
    "fields": env.json("ACCALMIE_SMS_FIELDS", default={"to": "{to}", "text": "{text}", "id": "{id}"}),
    "is_form": env.bool("ACCALMIE_SMS_FORM", default=False),
    "header": env.str("ACCALMIE_SMS_HEADER", default=""),
    "secret_file": env.str("ACCALMIE_SMS_SECRET_FILE", default=""),
    "authority": env.str("ACCALMIE_SMS_AUTHORITY", default=""),
}
# After so many seconds without a sign of life of a worker, professionals read that none runs and the operator is told.
WORKER_SILENCE = env.int("ACCALMIE_WORKER_SILENCE", default=60)
WATCHDOG_MAIL = env.list("ACCALMIE_WATCHDOG_MAIL", default=[])
PASSWORD_RESET_TIMEOUT = 60 * 60
# The daily pack (docs/operators/closed-or-down.md): from which hour on, where its files go, and for how many days.
PACK_HOUR = env.int("ACCALMIE_PACK_HOUR", default=6)
PACK_DAYS = env.int("ACCALMIE_PACK_DAYS", default=7)
PACK_FOLDER = Path(env.str("ACCALMIE_PACK_FOLDER", default=str(DATA / "packs")))
# Programmes imported from elsewhere, each with where it came from (docs/authors/importing.md).
IMPORTED = DATA / "imported"
# For so many days before a closure people are told of it.
CLOSURE_LEAD_DAYS = env.int("ACCALMIE_CLOSURE_LEAD_DAYS", default=14)

# Identifiers only ever reach the log: no request body, no address with words of a person in it.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("ACCALMIE_LOG_LEVEL", default="WARNING")},
    "loggers": {
        "accalmie": {"level": env.str("ACCALMIE_LOG_LEVEL", default="INFO")},
        "accalmie.journal": {"level": "ERROR"},  # a projection that fell behind is told at every log level
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "urllib3": {"level": "WARNING"},  # at the loudest it tells which pages of an identity provider were asked
    },
}
