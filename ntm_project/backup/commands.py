"""A command as a step of another: what it printed, and whether it ended well."""

import traceback
from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command
from django.core.management.base import CommandError

from ntm_project.common.faults import for_operator

WELL, BROKEN = "ổn  ", "HỎNG"


@dataclass(frozen=True)
class StepOutcome:
    """How a step ended."""

    name: str
    is_well: bool
    words: str

    @property
    def line(self) -> str:
        """One line of a report: the state, the name, and why or what came last (of two lines both:
        the copy that was made, and how many went for it)."""
        words = self.words.splitlines()
        kept = words[-20:] if not self.is_well or len(words) == 2 else words[-1:]
        return f"{WELL if self.is_well else BROKEN}  {self.name}: {'; '.join(kept) or 'xong'}"


def broken(report: str) -> list[str]:
    """The names of the steps that broke, of a report of such lines."""
    lines = [line for line in report.splitlines() if line.startswith(BROKEN)]
    return [line.removeprefix(BROKEN).partition(":")[0].strip() for line in lines]


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
    except Exception as error:
        is_well = False
        out.write(for_operator(error) or traceback.format_exc())
    return StepOutcome(name, is_well, out.getvalue().strip())
