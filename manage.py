#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_project.settings")
    if sys.argv[1:2] == ["migrate"]:
        # It may build an index for an hour, but not wait for a lock: all others wait behind it.
        os.environ.setdefault("DATABASE_PATIENCE", "360")
        os.environ.setdefault("DATABASE_LOCK_SECONDS", "3")
    os.environ.setdefault("DATABASE_PATIENCE", "30")
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError, InterfaceError

    try:
        execute_from_command_line(sys.argv)
    except (DatabaseError, InterfaceError) as error:
        from ntm_project.common.faults import for_operator

        if "--traceback" in sys.argv or not (sentence := for_operator(error)):
            raise
        sys.exit(sentence)
