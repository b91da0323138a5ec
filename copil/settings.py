"""Settings of Copil: one file for a laptop and for a country, told apart by environment variables.

Read from the environment: ``DATA_DIR``, ``DATABASE_URL``, ``SECRET_KEY``, ``BASE_URL``, ``ALLOWED_HOSTS``,
``DEBUG``, ``DEMO``, ``EMAIL_URL``, ``DEFAULT_FROM_EMAIL``, ``TRUST_PROXY``, ``RECHERCHE_ENTREPRISES``,
``FILES_URL``, ``LOG_LEVEL``, ``LOG_FORMAT``, ``METRICS_TOKEN``, ``SECOND_FACTOR_ROLES``,
``SECOND_FACTOR_GRACE_DAYS``, ``OIDC_…``, ``RETENTION_…_DAYS``, ``INACTIVITY_NOTICE_DAYS``,
``PRIVACY_CONTACT``, ``PRIVACY_CONTROLLER``, ``API_PER_MINUTE``.
"""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from csp.constants import NONE, SELF

from copil.core import logs, secret
from copil.login_settings import *  # noqa: F403  # what login is set by, in a file of its own
from copil.login_settings import LOGGED_OUT_AT

# Lets generic classes of Django be written with their parameters (``ModelForm[User]``) at run time too.
django_stubs_ext.monkeypatch()

env = environ.FileAwareEnv()

ROOT = Path(__file__).resolve().parent
DATA_DIR = Path(env.str("DATA_DIR", default=str(ROOT.parent / "data"))).resolve()
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
PORT = env.int("PORT", default=8000)

BASE_URL = env.str("BASE_URL", default=f"http://localhost:{PORT}").rstrip("/")
_base = urlsplit(BASE_URL)
HTTPS = _base.scheme == "https"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_base.hostname or "localhost", "localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECRET_KEY = env.str("SECRET_KEY", default="") or secret.kept_in(DATA_DIR / "secret_key")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "copil.core",
    "copil.identity",
    "copil.journal",
    "copil.files",
    "copil.search",
    "copil.notifications",
    "copil.documents",
    "copil.exchange",
    "copil.accounts",
    "copil.api",
    "copil.territories",
    "copil.directory",
    "copil.needs",
    "copil.initiatives",
    "copil.tasks",
    "copil.ballots",
    "copil.surveys",
    "copil.governance",
    "copil.meetings",
    "copil.workshops",
    "copil.library",
    "copil.pages",
    # After ours, which dress their screens.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "copil.core.middleware.PrivateAnswersMiddleware",
    "copil.accounts.middleware.LenientSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "copil.accounts.middleware.SessionLifeMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "copil.initiatives.middleware.KeepFactsMiddleware",
    "copil.identity.middleware.WorkspaceMiddleware",
    "copil.accounts.middleware.SecondFactorMiddleware",
    "copil.core.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "copil.urls"
WSGI_APPLICATION = "copil.wsgi.application"

_LOADERS = ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"]
_CACHED = ("django.template.loaders.cached.Loader", _LOADERS)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [_CACHED])],
            "builtins": [
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "copil.core.templatetags.copil",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "copil.pages.context.shell",
            ],
        },
    }
]

# --- Data -----------------------------------------------------------------------------------------

_database_url = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'copil.sqlite3'}"
DATABASES = {"default": env.db_url_config(_database_url)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["CONN_MAX_AGE"] = 60  # opening one costs as much as a small page
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000; PRAGMA secure_delete=ON;"
        ),
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The rate limits of the login must hold across processes: they live in a database table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

MEDIA_ROOT = DATA_DIR / "files"
# A store of files that several machines share: s3://KEY:SECRET@HOST/BUCKET?region=REGION
FILES_URL = env.str("FILES_URL", default="")
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=40 * 1024 * 1024)

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# --- People ---------------------------------------------------------------------------------------

# Roles that need a second factor, some days after they came: the administration, once people come by https.
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=["admin"] if HTTPS and not DEMO else [])
SECOND_FACTOR_GRACE_DAYS = env.int("SECOND_FACTOR_GRACE_DAYS", default=14)

SESSION_ENGINE = "copil.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = True
MESSAGE_STORAGE = "copil.core.notices.Storage"
CSRF_FAILURE_VIEW = "copil.core.views.csrf_failure"

# --- Work done later: a name, and the handler that does it ----------------------------------------

JOBS = {
    "api.deliver": "copil.api.sending.run",
    "directory.doubles": "copil.directory.jobs.compare_doubles",
    "directory.import_apply": "copil.directory.imports.jobs.apply",
    "directory.import_check": "copil.directory.imports.jobs.check",
    "directory.import_undo": "copil.directory.imports.jobs.undo",
    "governance.remind_piece": "copil.governance.actions.followup.remind",
    "meetings.forget": "copil.meetings.actions.forgetting.run",
    "meetings.forget_needs": "copil.meetings.actions.hospitality.run",
    "meetings.invite": "copil.meetings.actions.inviting.run",
    "meetings.poll": "copil.meetings.actions.poll_letters.run",
    "meetings.poll_remind": "copil.meetings.actions.poll_letters.run_reminder",
    "meetings.lapse": "copil.meetings.actions.registering.run_lapse",
    "meetings.remind": "copil.meetings.actions.inviting.run_reminder",
    "needs.propose": "copil.needs.jobs.propose",
    "needs.reindex": "copil.needs.jobs.reindex",
    "needs.tell_network": "copil.needs.jobs.tell_network",
    "notifications.deliver": "copil.notifications.delivery.run",
    "notifications.send": "copil.notifications.outbox.send",
    "pages.wipe": "copil.pages.erasing.wiping.run",
    "pages.export": "copil.pages.full_export.shelf.run",
    "pages.export_erase": "copil.pages.full_export.shelf.erase",
    "surveys.purge": "copil.surveys.actions.purging.run",
}

# Queued when an organisation is renamed or brought into another: search entries above say its name.
ORGANISATION_RENAMED_JOBS = ["needs.reindex"]

# --- Evidence for the methods: one provider an app, from the lowest up -----------------------------
EVIDENCE_PROVIDERS = [
    "copil.initiatives.provided_needs.from_needs",
    "copil.initiatives.provided.from_directory",
    "copil.initiatives.provided_initiatives.from_initiatives",
    "copil.governance.followup.provide",
    "copil.governance.backing_evidence.provide",
    "copil.governance.evidence.provide",
    "copil.governance.evidence_steering.from_bodies",
    "copil.governance.evidence_steering.from_validations",
    "copil.governance.evidence_steering.from_decisions",
    "copil.governance.evidence_steering.from_sheets",
    "copil.governance.letters_evidence.provide",
    "copil.meetings.evidence.provide",
    "copil.meetings.logistics_evidence.provide",
    "copil.workshops.evidence.groups.from_groups",
    "copil.workshops.evidence.groups.from_sessions",
    "copil.workshops.evidence.bilans.provide",
    "copil.workshops.evidence.sessions.provide",
    "copil.workshops.evidence.sheets.from_sheets",
    "copil.workshops.evidence.plans.provide",
    "copil.library.evidence.provide",
    "copil.pages.evidence.provide",
]

# --- What other programs may read and write: the routers of the apps, in the order of the documentation --

API_ROUTERS = (
    "directory.api.organisations directory.api.people needs.api.needs needs.api.shared_needs "
    "initiatives.api.initiatives meetings.api.meetings tasks.api.tasks workshops.api.action_sheets "
    "workshops.api.common_plans"
).split()
API_PER_MINUTE = env.int("API_PER_MINUTE", default=300)

# --- Registers sealed in the journal: functions that check theirs when a journal is checked ----------

JOURNAL_CHECKS = ["copil.governance.sealing.check"]

# --- What the worker looks after when it has no job: functions called about once a second --------------

UPKEEP = ["copil.initiatives.kept.upkeep", "copil.accounts.retention.upkeep", "copil.api.sending.upkeep"]

# --- How long things are kept, in days (``accounts.retention`` erases what is over, each day) ---------

RETENTION_DAYS = {"sessions": 0, "addresses": 8} | {
    "searches": env.int("RETENTION_SEARCHES_DAYS", default=365),
    "mails": env.int("RETENTION_MAILS_DAYS", default=365),
    "jobs": env.int("RETENTION_JOBS_DAYS", default=30),
    "invitations": env.int("RETENTION_INVITATIONS_DAYS", default=180),
    "accounts": env.int("RETENTION_ACCOUNTS_DAYS", default=2 * 365),
    "recipients": env.int("RETENTION_RECIPIENTS_DAYS", default=365),
}
# What the apps above erase each day, with the rest.
RETENTION_ABOVE = {"recipients": "copil.surveys.retention.recipients"}
# What the apps above close when the owner of an account takes it back.
RECLAIMED_ABOVE = ["copil.api.actions.tokens.revoke_made_since"]
# How long before its closing the owner of an inactive account is written to; again at half of it.
INACTIVITY_NOTICE_DAYS = env.int("INACTIVITY_NOTICE_DAYS", default=30)
# To whom people write about their data, and who answers for it; else that of each workspace.
PRIVACY_CONTACT = env.str("PRIVACY_CONTACT", default="")
PRIVACY_CONTROLLER = env.str("PRIVACY_CONTROLLER", default="")

# --- What follows tasks from above: told, in its transaction, when one closes or opens again ---------

TASK_FOLLOWERS = ["copil.governance.actions.conditions.follow_task"]

# --- What a carrier that leaves takes away from the apps above: told before, ended with it -----------

CARRIER_LEAVING_TOLD = ["copil.governance.leaving.told"]
CARRIER_LEAVING = ["copil.governance.actions.leaving.leave"]

# --- Accompaniment plans: who writes lines into the plan of a structure besides people -------------

PLAN_SOURCES = ["copil.initiatives.plans.lines_of"]

# --- The public service that completes the national registers: off unless asked for ----------------

REGISTER_SERVICE = ""
if env.bool("RECHERCHE_ENTREPRISES", default=False):
    REGISTER_SERVICE = "copil.directory.registers.service.OverHttps"
elif DEMO:
    REGISTER_SERVICE = "copil.directory.registers.service.Recorded"

# --- Mail -----------------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"Copil <copil@{_base.hostname or 'localhost'}>")

# --- Browser-side protections ---------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Logging out may go on to the provider that logged in.
        "form-action": [SELF, *LOGGED_OUT_AT],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.bool("TRUST_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # The address that the limits of the login count is the one that our own proxy wrote.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^sante/", r"^api/v1/"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_SECURE = True

# --- Figures for a supervisor: for this machine alone, or for whoever has the token -----------------

METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# --- Logs: no name, no address, no query string, no value of an error (``core.logs``) --------------

LOGGING = logs.configuration(
    form=env.str("LOG_FORMAT", default=""), level=env.str("LOG_LEVEL", default="WARNING")
)
