"""A server goes on with what it was when it started, whatever becomes of its files."""

import os
import subprocess
import sys

from django.conf import settings

# Runs as a server does, with the program's files out of reach as soon as it is loaded.
PROGRAM = """
import sys
from importlib.abc import MetaPathFinder
from wsgiref.util import setup_testing_defaults
from django.template.loaders.filesystem import Loader

import ntm_project.wsgi

OURS = {"ntm_project", "villages", "criteria", "tasks", "evidence", "reports"}

class Gone(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in OURS:
            raise AssertionError(f"{name} is read after the start")

def gone(self, origin):
    raise AssertionError(f"{origin} is read after the start")

sys.meta_path.insert(0, Gone())
Loader.get_contents = gone

def ask(method, path):
    asked = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "testserver"}
    setup_testing_defaults(asked)
    found = []
    answer = ntm_project.wsgi.application(asked, lambda status, headers: found.append(status))
    length = sum(map(len, answer))
    answer.close()
    print(method, path, found[0][:3], length > 1000)

ask("GET", "/dang-nhap/")
ask("POST", "/dang-nhap/")
ask("GET", "/khong-co/trang-nay/")
ask("GET", "/")
"""


def test_a_server_reads_nothing_of_its_own_after_the_start() -> None:
    """`git pull` changes every file while the old program answers until the restart."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=settings.BASE_DIR, env=os.environ | {"PYTHONPATH": str(settings.BASE_DIR)},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "GET /dang-nhap/ 200 True",
        "POST /dang-nhap/ 403 True",
        "GET /khong-co/trang-nay/ 404 True",
        "GET / 302 False",
    ], done.stderr[-3000:]
