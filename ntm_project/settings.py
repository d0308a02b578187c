"""Settings from the environment or `.env`; outside debug the program refuses unsafe values."""

import importlib.util
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from ntm_project.common import replica
from ntm_project.common.clients import networks
from ntm_project.common.databases import prepare
from ntm_project.common.dates import parse_day
from ntm_project.common.logs import log_config
from ntm_project.watch.ports import parse_ports

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env", overwrite=False)

DEFAULT_SECRET_KEY = "chi-dung-khi-chay-thu-khong-dung-khi-van-hanh-that-0123456789"

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=DEFAULT_SECRET_KEY)
# Former keys, newest first: what they signed or sealed is still read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

if not DEBUG:
    if SECRET_KEY == DEFAULT_SECRET_KEY or len(SECRET_KEY) < 32:
        raise ImproperlyConfigured(
            "Chưa đặt SECRET_KEY, hoặc quá ngắn. Hãy đặt một chuỗi ngẫu nhiên, ít nhất 50 ký tự, "
            "trong .env."
        )
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured(
            "Chưa đặt ALLOWED_HOSTS, hoặc để '*'. Hãy ghi rõ tên miền của hệ thống trong .env."
        )
    if any("/" in host for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS chỉ ghi tên miền (ntm.example.vn), không có https:// và dấu /."
        )

INSTALLED_APPS = [
    "ntm_project.apps.NtmAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "import_export",
    "django_tasks",
    "django_tasks_db",
    "ntm_project.common",
    "villages",
    "criteria",
    "tasks",
    "evidence",
    "reports",
    "ntm_project.sample",
    "ntm_project.generator",
    "ntm_project.backup",
]

# Where each web process shows its figures to Prometheus, on this machine alone: `9101-9108`.
try:
    METRICS_PORTS = parse_ports(env.str("METRICS_PORTS", default=""))
except ValueError as error:
    raise ImproperlyConfigured(f"METRICS_PORTS không đọc được: {error}.") from error

MIDDLEWARE = [
    "ntm_project.watch.middleware.ProbeMiddleware",
    *(["ntm_project.watch.metrics.MetricsMiddleware"] if METRICS_PORTS else []),
    "ntm_project.common.clients.ClientMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "ntm_project.common.middleware.OwnSiteMiddleware",
    "ntm_project.common.middleware.HtmlCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before the session, whose key is a cookie.
    "ntm_project.common.middleware.PlainTextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before the CSRF check, which is the first to read a body.
    "evidence.papers.uploads.UploadMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "villages.accounts.middleware.AccountMiddleware",
    "villages.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "villages.middleware.AccessMiddleware",
    "villages.sign_in.middleware.SignInMiddleware",
    "ntm_project.common.faults.DatabaseFaultMiddleware",
    *(["ntm_project.errors.PlainNotFoundMiddleware"] if DEBUG else []),
]

ROOT_URLCONF = "ntm_project.urls"
WSGI_APPLICATION = "ntm_project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reports.context.navigation",
            ],
            "builtins": [
                "ntm_project.common.templatetags.common_tags",
                "criteria.templatetags.criteria_tags",
                "crispy_forms.templatetags.crispy_forms_tags",
            ],
        },
    }
]

# --- Databases: SQLite for one commune, PostgreSQL for many. --------------------------------------

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'data' / 'ntm.sqlite3'}")
}
# How long a request may wait for the database; `manage.py` and its `migrate` set more of their own.
DATABASE_PATIENCE = env.int("DATABASE_PATIENCE", default=1)
DATABASE_LOCK_SECONDS = env.int("DATABASE_LOCK_SECONDS", default=3 * DATABASE_PATIENCE)
prepare(DATABASES["default"], DATABASE_PATIENCE, DATABASE_LOCK_SECONDS)
# A streaming replica of it that draws boards and exports, off by default (`common.replica`).
if _replica := env.str("REPLICA_DATABASE_URL", default=""):
    DATABASES[replica.ALIAS] = env.db_url_config(_replica)
    if any("postgresql" not in database["ENGINE"] for database in DATABASES.values()):
        raise ImproperlyConfigured(
            "REPLICA_DATABASE_URL cần PostgreSQL ở cả hai nơi: DATABASE_URL cũng phải là postgres://…"
        )
    prepare(DATABASES[replica.ALIAS], DATABASE_PATIENCE)
DATABASE_ROUTERS = ["ntm_project.common.replica.ReplicaRouter"]
for _database in DATABASES.values():
    _database["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    _database["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "villages.Official"
# Passwords are checked by the first alone; the second is named in sessions that began before it.
AUTHENTICATION_BACKENDS = [
    "villages.sign_in.backend.CountingBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "ntm_project.common.hashers.SmallArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "villages.accounts.validators.LengthValidator"},
    {"NAME": "villages.accounts.validators.GuessValidator"},
]
# Where the sample is loaded, its pages open as of this day (`villages.viewing`).
try:
    SAMPLE_DAY = parse_day(day) if (day := env.str("SAMPLE_DAY", default="")) else None
except ValueError as error:
    raise ImproperlyConfigured(f"SAMPLE_DAY không đọc được: {error}") from error
# The sample's password stands in README: outside debug it opens no account (`accounts.sample`).
SAMPLE_PASSWORD_OPENS = DEBUG
# How long a link that sets a password can be used.
PASSWORD_LINK_HOURS = env.int("PASSWORD_LINK_HOURS", default=8)
# Whether whoever keeps accounts or reviews must have a second factor; anybody may.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not DEBUG)
OTP_TOTP_ISSUER = "Sổ NTM"
OTP_TOTP_SYNC = False  # else a clock that runs away would widen what is accepted
OTP_ADMIN_HIDE_SENSITIVE_DATA = True
# An account unused for so many days is closed (`close_idle_accounts`); 0 closes none.
IDLE_ACCOUNT_DAYS = env.int("IDLE_ACCOUNT_DAYS", default=45)
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "reports:my_work"
LOGOUT_REDIRECT_URL = "login"
SESSION_ENGINE = "villages.accounts.sessions"
# A session ends after so many minutes without use, and after so many hours in any case.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=60)
ADMINISTRATOR_IDLE_MINUTES = env.int("ADMINISTRATOR_IDLE_MINUTES", default=30)
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "ntm_project.common.messages.HostMessages"
CSRF_FAILURE_VIEW = "ntm_project.errors.csrf_failure"

# --- Vietnamese -----------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LOCALE_PATHS = [BASE_DIR / "ntm_project" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["ntm_project.formats"]

# --- Static files: all from wheels and our own folder, nothing from elsewhere ---------------------

_bootstrap_spec = importlib.util.find_spec("bootstrap")
assert _bootstrap_spec is not None
assert _bootstrap_spec.submodule_search_locations is not None
_bootstrap = Path(_bootstrap_spec.submodule_search_locations[0])

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor/bootstrap", _bootstrap / "css")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# `favicon.ico`, which browsers request beside a file or a fragment that names no icon.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Evidence: a folder, or an S3-compatible store where the environment names its bucket ---------

# Uploads arrive below the same folder, so that keeping one is a rename on one file system.
EVIDENCE_FOLDER = Path(env.str("EVIDENCE_FOLDER", default=str(BASE_DIR / "data" / "files")))


def s3_options(read: environ.Env, name: str) -> dict:
    """How a store is reached whose variables begin with this name."""
    return {
        "endpoint_url": read.str(f"{name}_ENDPOINT", default="") or None,
        "access_key": read.str(f"{name}_ACCESS_KEY"),
        "secret_key": read.str(f"{name}_SECRET_KEY"),
        "region_name": read.str(f"{name}_REGION", default="us-east-1"),
    }


def evidence_storage(read: environ.Env) -> dict:
    """The storage of evidence that the environment names."""
    if not (bucket := read.str("EVIDENCE_S3_BUCKET", default="")):
        return {"BACKEND": "evidence.papers.storage.EvidenceFolder"}
    return {
        "BACKEND": "evidence.papers.storage_s3.EvidenceBucket",
        "OPTIONS": {"bucket_name": bucket, **s3_options(read, "EVIDENCE_S3")},
    }


STORAGES["evidence"] = evidence_storage(env)

# --- Safe copies (`manage.py backup`, `restore`, `nightly`) ---------------------------------------

# Where nightly copies go, for whose keys alone (none: plain), how many days, weeks, months stay.
BACKUP_TO = env.str("BACKUP_TO", default="")
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
BACKUP_KEEP = env.str("BACKUP_KEEP", default="7,4,12")
BACKUP_S3 = s3_options(env, "BACKUP_S3") if env.str("BACKUP_S3_ACCESS_KEY", default="") else {}
# The folder of `pg_dump` and `pg_restore`, where the first on the path is older than the server.
PG_BIN = env.str("PG_BIN", default="")

# --- Prints and long imports: jobs in a line of the database, done by `manage.py print_worker` ----

TASKS = {"default": {"BACKEND": "reports.prints.backend.PrintBackend", "QUEUES": []}}
# Made files, shared by the site and its worker; what nobody uses for days goes (`sweep_prints`).
PRINT_FOLDER = Path(env.str("PRINT_FOLDER", default=str(BASE_DIR / "data" / "prints")))
PRINT_DAYS = env.int("PRINT_DAYS", default=7)
PRINT_BYTES = env.int("PRINT_BYTES", default=1_000_000_000)
# How far the worker yields to all else on the machine (0 to 19), its press by half as much more.
PRINT_NICE = env.int("PRINT_NICE", default=10)
# How long a page may wait for the worker before it shows that it does.
PRINT_WAIT_SECONDS = 2.0

# Locks that hold across all processes of this machine (that only one worker prints).
LOCK_FOLDER = Path(env.str("LOCK_FOLDER", default=str(BASE_DIR / "data" / "locks")))

FILE_UPLOAD_HANDLERS = ["evidence.papers.uploads.ReceivingHandler"]
# The same limit as that of the check of files, which reads no larger one (`papers.files.limits`).
EVIDENCE_FILE_BYTES = 20_000_000
EVIDENCE_FILES_PER_REQUEST = env.int("EVIDENCE_FILES_PER_REQUEST", default=20)
# Ten files of the largest size, and room for the form around them.
EVIDENCE_BODY_BYTES = env.int("EVIDENCE_BODY_BYTES", default=201_000_000)
# Room for the work of a whole commune on its busiest day, and none for filling the disk.
EVIDENCE_FILES_PER_INDICATOR = env.int("EVIDENCE_FILES_PER_INDICATOR", default=200)
EVIDENCE_BYTES_PER_DAY = env.int("EVIDENCE_BYTES_PER_DAY", default=2_000_000_000)

# A scanner for malware (ClamAV's daemon): `/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`; off
# where it is empty.
CLAMD_SOCKET = env.str("CLAMD_SOCKET", default="")

# What `tasks` takes from floors above: a closed meeting's sheet, its issued notice, why a report
# stays, first words, working days.
MEETING_SHEET = "reports.meetings.sheet.sheet_of"
NOTICE_OF_MEETING = "evidence.issued.queries.notice_of"
REPORT_STAYS = "evidence.issued.queries.why_report_stays"
PLAN_DEFAULT = "evidence.authored.queries.default_of_plan"
NTH_WORKING_DAY = "evidence.review.queries.queue.nth_working_day"

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
IMPORT_EXPORT_USE_TRANSACTIONS = True

# --- Mail: a digest of notices for whoever wants it (`manage.py mail_digest`) ---------------------

HAS_MAIL = bool(env.str("EMAIL_URL", default=""))
if HAS_MAIL:
    vars().update(env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="so-ntm@localhost")
EMAIL_TIMEOUT = 20
# Who reads each morning how the night went (`manage.py nightly`).
OPERATOR_MAIL = env.list("OPERATOR_MAIL", default=[])
# The address that people type, for links in mail: `https://ntm.xa-mai-dinh.vn`.
SITE_URL = env.str("SITE_URL", default="").rstrip("/")

# --- Security -------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    }
}
# For old browsers alone: where `frame-ancestors` is understood, it decides (tried in Chromium), and
# our own pages may frame a document.
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# The proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; from any other peer these
# headers are taken out of the request before anything reads them (`common.clients`).
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=["127.0.0.0/8", "::1"])
try:
    networks(tuple(TRUSTED_PROXIES))
except ValueError as error:
    raise ImproperlyConfigured(f"TRUSTED_PROXIES không đọc được: {error}.") from error
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Behind a TLS proxy in production; `HTTPS=false` only for a closed local network.
if not DEBUG and env.bool("HTTPS", default=True):
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers then take these cookies from this very host alone, over TLS, for all of its paths.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

LOGGING = log_config(is_debug=DEBUG)
