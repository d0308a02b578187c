"""The settings of a worker that a test starts: its database, folders, and the line as it is."""

import json
import os
from pathlib import Path

from ntm_project.settings_test import *  # noqa: F403 - a settings module extends another this way
from ntm_project.settings_test import DATABASES

DATABASES["default"] |= json.loads(os.environ["WORKER_DATABASE"])
TASKS = {"default": {"BACKEND": "reports.prints.backend.PrintBackend", "QUEUES": []}}
PRINT_FOLDER = Path(os.environ["WORKER_FOLDER"])
LOCK_FOLDER = PRINT_FOLDER / "locks" / os.environ["WORKER_MACHINE"]
PRINT_NICE = 0  # else a busy machine would let it wait for the whole suite
