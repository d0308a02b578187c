"""How both databases are opened: what each needs to be durable, and to make nobody wait long."""

from django.core.exceptions import ImproperlyConfigured

STATEMENT_SECONDS = 10
_BACKENDS = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}


def database_options(config: dict, patience: int = 1, lock_seconds: int | None = None) -> dict:
    """The options both databases need: SQLite durable and IMMEDIATE, PostgreSQL with time-outs.

    `patience` multiplies the time-outs: tests run on machines that are busy with other work.
    """
    if config["ENGINE"].endswith("sqlite3"):
        return {
            "timeout": 10 * min(patience, 30),
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;"
            ),
        }
    return {
        # A server that is gone is noticed in seconds, one whose machine is gone in half a minute.
        "connect_timeout": 3,
        "tcp_user_timeout": 10_000 * patience,
        "keepalives": 1,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "options": (
            f"-c statement_timeout={1_000 * STATEMENT_SECONDS * patience}"
            f" -c lock_timeout={1_000 * (lock_seconds or 3 * patience)}"
            f" -c idle_in_transaction_session_timeout={30_000 * patience}"
            # The rows wanted are in memory or on flash: at PostgreSQL's own price for one (4.0,
            # of spinning disks) a province's list would rather read the whole country's table.
            " -c random_page_cost=1.1"
            # Compiling a statement takes longer than any of ours runs.
            " -c jit=off"
        ),
    }


def prepare(config: dict, patience: int, lock_seconds: int | None = None) -> None:
    """Gives a database its options and our backend, which takes the last steps of a transaction."""
    if config.get("ENGINE") not in _BACKENDS:
        raise ImproperlyConfigured(
            "DATABASE_URL không đọc được: hãy ghi sqlite:///… hoặc postgres://… như .env.example "
            "(mật khẩu có ký tự lạ thì mã hóa %XX)."
        )
    config.setdefault("OPTIONS", {}).update(database_options(config, patience, lock_seconds))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["ENGINE"] = "ntm_project.common.sqlite3"
    if config["ENGINE"] == "django.db.backends.postgresql":
        config["ENGINE"] = "ntm_project.common.postgresql"
        # The server's own limit strikes first, where there is a server.
        config["ANSWER_SECONDS"] = (STATEMENT_SECONDS + 2) * patience
