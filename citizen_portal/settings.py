"""Settings, all from the environment. ``DEBUG`` is off unless asked for; production needs ``SECRET_KEY``."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


DEBUG = flag("DEBUG")
DEMO = flag("DEMO")
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEBUG or DEMO):
        raise ImproperlyConfigured("Set SECRET_KEY, or DEMO=1 for a demonstration on this computer only.")
    SECRET_KEY = "demonstration-only-" + "x" * 50
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS")
PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")

# The region whose data the understanding reads and whose bodies answer.
REGION = os.environ.get("REGION", "spb")

# Who says who a citizen is, for appeals by law: "oidc", or "demo" (invented people). Empty: only messages are taken.
IDENTITY_PROVIDER = os.environ.get("IDENTITY_PROVIDER", "demo" if DEMO else "")
OIDC_ISSUER = os.environ.get("OIDC_ISSUER", "").rstrip("/")
OIDC_CLIENT_ID = os.environ.get("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = os.environ.get("OIDC_CLIENT_SECRET", "")
OIDC_SCOPE = os.environ.get("OIDC_SCOPE", "openid profile email")
OIDC_NAME = os.environ.get("OIDC_NAME", "ЕСИА")
# The claim that must be true of a confirmed account; empty where the provider knows confirmed accounts only.
OIDC_TRUSTED_CLAIM = os.environ.get("OIDC_TRUSTED_CLAIM", "")
# Clients whose ID tokens the API takes: the mobile apps.
OIDC_APP_CLIENTS = listed("OIDC_APP_CLIENTS")
# E-mail addresses outside .ru, .su and .рф for the answer by law: "off", "warn" (a hint) or "require" (refused).
EMAIL_RU_ZONE_POLICY = os.environ.get("EMAIL_RU_ZONE_POLICY", "warn")

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_fsm",
    "rest_framework",
    "axes",
    "csp",
    "agencies",
    "routing",
    "citizen_portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "citizen_portal.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "routing.workplace.middleware.WorkplaceMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "routing.workplace.access.RoleBackend",
    "django.contrib.auth.backends.ModelBackend",
]
ROOT_URLCONF = "citizen_portal.urls"
CSRF_FAILURE_VIEW = "citizen_portal.web.errors.csrf_failure"
WSGI_APPLICATION = "citizen_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "citizen_portal.web.context.site",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'adresat.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a writer waits its turn instead of failing half way; FULL: what has a number survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;",
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DATABASE")}

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = os.environ.get("TIME_ZONE", "Europe/Moscow")
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG or DEMO:
    STORAGES["staticfiles"]["BACKEND"] = "whitenoise.storage.CompressedStaticFilesStorage"
    WHITENOISE_USE_FINDERS = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# The API for mobile apps: JSON both ways, no accounts and no cookies, hence nothing to forge.
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["citizen_portal.api.wire.ShallowJSON"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "citizen_portal.api.wire.AlwaysJSON",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_METADATA_CLASS": None,
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "citizen_portal.api.errors.handle",
    "DEFAULT_THROTTLE_CLASSES": ["citizen_portal.api.wire.WriteThrottle"],
    # For one network address, which thousands of mobile phones may share.
    "DEFAULT_THROTTLE_RATES": {
        "api_receive": os.environ.get("API_RECEIVE_RATE", "60/min"),
        "api_act": os.environ.get("API_ACT_RATE", "60/min"),
    },
    "NUM_PROXIES": int(flag("BEHIND_PROXY")),
}

EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Адресат <noreply@localhost>")

# Without BROKER_URL the worker claims outbox rows itself and runs the same Celery tasks in its own process.
BROKER_URL = os.environ.get("BROKER_URL", "")
CELERY_BROKER_URL = BROKER_URL or "memory://"
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
OUTBOX_LEASE_SECONDS = float(os.environ.get("OUTBOX_LEASE_SECONDS", "60"))

secure = not (DEBUG or DEMO)
SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", secure)
SECURE_HSTS_SECONDS = 31536000 if secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = secure
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = secure
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
if flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# unfold's Alpine build evaluates expressions, hence unsafe-eval in the officials' pages only (workplace middleware).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "style-src": [SELF, "'unsafe-inline'"],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [SELF],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {"pymorphy3": {"level": "WARNING"}},
}

# The officials' pages. Side bar and rights live with the workplace.
UNFOLD = {
    "SITE_TITLE": _("Adresat"),
    "SITE_HEADER": _("Adresat"),
    "SITE_SUBHEADER": "routing.workplace.navigation.desk",
    "SITE_SYMBOL": "mark_email_read",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("web/mark.svg")}],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "STYLES": [lambda _request: static("workplace/workplace.css")],
    "SCRIPTS": [lambda _request: static("workplace/keys.js")],
    "DASHBOARD_CALLBACK": "routing.workplace.navigation.dashboard",
    "SIDEBAR": {"navigation": "routing.workplace.navigation.sidebar"},
    "COLORS": {
        "primary": {
            "50": "#eff5fc",
            "100": "#dbe8f8",
            "200": "#bdd5f2",
            "300": "#90b9e8",
            "400": "#6aa3e2",
            "500": "#3b7fcb",
            "600": "#1d5fa8",
            "700": "#184f8d",
            "800": "#174475",
            "900": "#183a62",
            "950": "#102542",
        }
    },
}
