"""A command as a step of another: what it printed, and whether it ended well."""

import traceback
from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command
from django.core.management.base import CommandError


@dataclass(frozen=True)
class StepOutcome:
    """How a step ended."""

    name: str
    is_well: bool
    words: str


def outcome(name: str, command: str, *arguments: str) -> StepOutcome:
    """Run a command; whatever it raises is its own failure and nobody else's."""
    out, is_well = StringIO(), True
    try:
        call_command(command, *arguments, stdout=out, stderr=out)
    except CommandError as error:
        is_well = False
        out.write(f"{error}\n")
    except SystemExit as stop:
        is_well = not stop.code
    except Exception:
        is_well = False
        out.write(traceback.format_exc())
    return StepOutcome(name, is_well, out.getvalue().strip())
