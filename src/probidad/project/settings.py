"""Django's settings, read from ``PROBIDAD_*`` (see :mod:`probidad.project.environment`); one file for every place."""

from importlib.resources import files
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from probidad.project.environment import Environment

_environment = Environment()
_PACKAGE = Path(str(files("probidad")))

DATA = _environment.folder()
EVIDENCE = _environment.evidence()
EVIDENCE_QUOTA = _environment.number("EVIDENCE_QUOTA", least=1, most=100_000_000) * 1024 * 1024
ANCHORS = _environment.anchors()
LEDGER_KEY = _environment.text("LEDGER_KEY")
DATA_FOLDERS = {"evidencias": EVIDENCE, "anclas": ANCHORS}  # files that belong to the data
SECRET_KEY = _environment.secret_key()
DEBUG = _environment.flag("DEBUG")
ALLOWED_HOSTS = _environment.listed("HOSTS")
SITE = _environment.site()
HTTPS = _environment.flag("HTTPS")
PROXIES = _environment.number("PROXIES", most=10)
BIND = _environment.bind()
WORKERS = _environment.number("WORKERS", least=1, most=64)
THREADS = _environment.number("THREADS", least=1, most=64)
BACKUP_RECIPIENTS = _environment.listed("BACKUP_RECIPIENTS")
BACKUP_PASSPHRASE = _environment.text("BACKUP_PASSPHRASE")
BACKUP_PASSPHRASE_FILE = _environment.text("BACKUP_PASSPHRASE_FILE")
UNKNOWN_VARIABLES = _environment.unknown()
DATABASES = {"default": _environment.database()}
DESCRIBE_DATABASE = _environment.database  # of another address, with the same promises
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "probidad.core",
    "probidad.plans",
    "probidad.faces.desk",
    "probidad.faces.portal",
    "probidad.faces.api",
    "probidad.faces.cli",
]
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "probidad.core.middleware.headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "probidad.core.middleware.choices",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "probidad.core.middleware.attendance",
]
ROOT_URLCONF = "probidad.project.urls"
WSGI_APPLICATION = "probidad.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "probidad.core.pages.environment"},
    },
    {  # only for what libraries bring
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

LANGUAGE_CODE = _environment.language()
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [_PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "probidad_idioma"
TIME_ZONE = "America/Bogota"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [("core", _PACKAGE / "documents" / "assets" / "site")]  # one look for the site and for the files
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "probidad.core.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "probidad.core.forms.account.SignInForm",
    "reauthenticate": "probidad.core.forms.account.ConfirmForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # ours slow down and never lock: core.actions.slowdown
MFA_ADAPTER = "probidad.core.accounts.MFAAdapter"
MFA_FORMS = {"authenticate": "probidad.core.forms.account.SecondStepForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "probidad"

SESSION_COOKIE_NAME = "probidad_sesion"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "probidad_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # the other names of a town hall's domain are not ours
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "probidad.core.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = None

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # counts of limits lie here: a flood of origins must not push them out
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 400}},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

MAIL = bool(_environment.text("MAIL_URL"))  # whether mail leaves at all
globals().update(_environment.mail())
DEFAULT_FROM_EMAIL = _environment.text("MAIL_FROM")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "probidad.core.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": _environment.log_level()},
}
