"""Production's settings with the drill's own addresses and no quota in the way."""

import os

os.environ.setdefault("DEBUG", "false")
os.environ.setdefault("HTTPS", "false")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
os.environ.setdefault("SECRET_KEY", "chi-dung-de-dien-tap-" + "0123456789" * 4)

from ntm_project.settings import *  # noqa: F403 - a settings module extends another this way
from ntm_project.settings import env, evidence_storage

ROOT_URLCONF = "tests.evidence.drill_urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "evidence": evidence_storage(env),
}
EVIDENCE_BYTES_PER_DAY = 10**12
EVIDENCE_FILES_PER_INDICATOR = 10**6
# Written by the manifest of static files alone, which the drill does not need.
WHITENOISE_AUTOREFRESH = True
