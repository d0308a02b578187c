"""Why a row is refused: every fault of it, each at its column."""

from collections.abc import Callable, Iterable
from types import TracebackType

from django.core.exceptions import ValidationError

from ntm_project.common.refusals import Refused


class CellError(ValidationError):
    """Why a row is refused, at the column; `remedy` is what to do."""

    def __init__(self, name: str, reason: str, remedy: str = "") -> None:
        super().__init__({name: [reason]})
        self.remedy = remedy


class Question(CellError):
    """A question about a cell: with a yes in the preview the row is taken as it is."""


class NoRow(CellError):
    """A row that names none of the list, so that its other cells cannot be judged."""


class Faulty(Exception):
    """What refuses a row, all together."""

    def __init__(self, faults: Iterable[ValidationError | Refused]) -> None:
        super().__init__()
        self.faults = tuple(faults)


class Faults(list[ValidationError | Refused]):
    """What refuses a row, gathered: what is raised under `with faults:` is kept and the reading
    goes on behind it; `settle` ends it."""

    def __enter__(self) -> None:
        return

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if isinstance(error, ValidationError | Refused):
            self.append(error)
            return True
        return False

    def settle(self) -> None:
        """`Faulty` where something was gathered."""
        if self:
            raise Faulty(self)


def once(
    faults: Iterable[Exception],
    sentences: Callable[[Exception], Iterable[tuple[str, str, str]]],
) -> list[tuple[str, str, str]]:
    """The sentences of all faults, each once; what a form refuses at a column that has its fault
    already may follow from it, and is left out."""
    found: list[tuple[str, str, str]] = []
    for fault in faults:
        named = {column for column, _, _ in found if column}
        found += [
            one
            for one in sentences(fault)
            if one not in found and (one[0] not in named or isinstance(fault, CellError))
        ]
    return found
