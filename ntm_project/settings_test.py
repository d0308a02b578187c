"""Settings of the test suite: fast hasher, plain static files, the database the runner names."""

import os

os.environ.setdefault("DEBUG", "true")

from ntm_project.common.databases import database_options, prepare
from ntm_project.settings import *  # noqa: F403 - a settings module extends another this way
from ntm_project.settings import BASE_DIR, DATABASES, STORAGES, env

DEBUG = False
SAMPLE_DAY = None
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

PATIENCE = 12  # a time-out that strikes on a slow machine would show nothing of the program

# What a run writes is its own, named after its first process, from which the others take the name.
RUN = os.environ.setdefault("TEST_RUN", str(os.getpid()))
RUN_FOLDER = BASE_DIR / "data" / f"test-run-{RUN}"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

# `TEST_DATABASE_URL` (a PostgreSQL) or a SQLite file, because real writers need a real file.
if url := os.environ.get("TEST_DATABASE_URL"):
    DATABASES["default"] = env.db_url_config(url)
    prepare(DATABASES["default"], PATIENCE)
else:
    DATABASES["default"] = {
        "ENGINE": "ntm_project.common.sqlite3",
        "NAME": BASE_DIR / "data" / "test-base.sqlite3",
        "TEST": {"NAME": RUN_FOLDER / "test.sqlite3"},
        "OPTIONS": database_options({"ENGINE": "django.db.backends.sqlite3"}, PATIENCE),
    }

# Papers are made as they are ordered; what needs a worker starts one (`tests.reports.printing`).
TASKS = {"default": {"BACKEND": "tests.reports.at_once.AtOnce", "QUEUES": []}}
PRINT_FOLDER = RUN_FOLDER / f"prints-{WORKER}"

# Workers of one run share the machine, but print each for themselves.
LOCK_FOLDER = RUN_FOLDER / f"locks-{WORKER}"
EVIDENCE_FOLDER = RUN_FOLDER / "files"
STORAGES["evidence"] = {"BACKEND": "evidence.papers.storage.EvidenceFolder"}

# Found when requested: each test client would else list all static files anew.
WHITENOISE_AUTOREFRESH = True

# `string_if_invalid` is an object in tests, that a template with an unknown name fails.
SILENCED_SYSTEM_CHECKS = ["templates.E002"]
