"""Production's settings with one more address: the empty signed-in page F."""

import os

os.environ.setdefault("DEBUG", "false")
os.environ.setdefault("HTTPS", "false")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
os.environ.setdefault("REQUIRE_SECOND_FACTOR", "false")
os.environ.setdefault("SECRET_KEY", "chi-dung-de-do-toc-do-" + "0123456789" * 4)

from ntm_project.settings import *  # noqa: F403 - a settings module extends another this way

ROOT_URLCONF = "tests.benchmarks.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
