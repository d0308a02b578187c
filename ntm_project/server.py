"""Settings of gunicorn, the same in `make run` and in production; from the environment or `.env`.

Start with `gunicorn -c python:ntm_project.server ntm_project.wsgi`.
"""

import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import environ
from django.utils.module_loading import import_string
from gunicorn.http.unreader import SocketUnreader

from ntm_project.common.logs import log_config

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.0.0.1", "localhost", "::1")

environ.Env.read_env(BASE_DIR / ".env", overwrite=False)


def is_debug(variables: Mapping[str, str]) -> bool:
    """Whether these variables turn debug on, read as the settings read them."""
    return variables.get("DEBUG", "").strip().lower() in environ.Env.BOOLEAN_TRUE_STRINGS


def listening_address(variables: Mapping[str, str]) -> tuple[str, int]:
    """The host and port to listen on; ValueError, in Vietnamese, for a port that cannot be."""
    host = variables.get("HOST", "").strip() or "127.0.0.1"
    port = variables.get("PORT", "").strip() or "8000"
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise ValueError(f"PORT phải là một số từ 1 đến 65535, đang là {port!r}.")
    if is_debug(variables) and host not in LOOPBACK:
        raise ValueError(
            f"DEBUG=true chỉ được nghe trên máy này (127.0.0.1), đang là HOST={host}. Để máy khác "
            "truy cập được, hãy đặt DEBUG=false, SECRET_KEY và ALLOWED_HOSTS trong .env."
        )
    return host, int(port)


def url(variables: Mapping[str, str]) -> str:
    """The address as a person types it into a browser."""
    host, port = listening_address(variables)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


try:
    _host, _port = listening_address(os.environ)
except ValueError as error:
    sys.exit(str(error))

bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
# Threads, because a browser opens connections ahead of need and leaves them idle: two of them held
# both of two sync workers until the timeout (tried). A thread gives up on one in 5 seconds.
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = int(os.environ.get("THREADS", "8"))
preload_app = True
# Of its own accord gunicorn receives a body by the megabyte, and copies each several times.
SocketUnreader.max_body_chunk = 256 * 1024
# A plan of 2,000 tasks takes tens of seconds to lay out; a request gets as long to finish on stop.
timeout = 120
graceful_timeout = 30
# A worker is renewed now and then, so that no slow leak of a library ever matters.
max_requests = 5000
max_requests_jitter = 500
# The heartbeat file lives in memory: a slow disk must not look like a hung worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) else None
# Each request has its line from Django; gunicorn's own lines have the same form.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning").lower()
logconfig_dict = log_config(is_debug=is_debug(os.environ), level=loglevel.upper())
# What a proxy reports of the client is for Django to believe or not (`common.clients`).
forwarded_allow_ips = ""
# Nothing here is steered through gunicorn's control socket, so it is not opened.
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Logs where the program listens, once it does."""
    print(f"Chương trình đang chạy tại {url(os.environ)} (nhấn Ctrl+C để dừng).", flush=True)  # noqa: T201 - the one line that a person waits for


def post_fork(server: Any, worker: Any) -> None:
    """Leaves the program itself out of every search for cycles, searches less often, and opens the
    port of this process's figures, where the settings name one.

    What was loaded before the fork stays as long as the worker, and its memory stays shared when
    it is not walked. What a page makes is freed by counting, but for its cycles: with the search
    begun too seldom those of eight pages at once were 40 MB (20, 20), with Python's own thresholds
    it took a tenth to a quarter of a long page's time (measured).
    """
    gc.freeze()
    gc.set_threshold(10_000, 5, 5)
    # By its name: commands read the address from this module, and stand below what watches.
    import_string("ntm_project.watch.metrics.serve_figures")()
