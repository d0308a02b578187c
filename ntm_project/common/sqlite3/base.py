"""Django's backend, with the last steps of a transaction."""

from django.db.backends.sqlite3 import base

from ntm_project.common.before_commit import take_last_steps


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the last steps as it commits."""

    def commit(self) -> None:
        take_last_steps(self)
        super().commit()
