"""Why a row is refused: every fault of it, each at its column."""

from collections.abc import Iterable
from types import TracebackType

from django.core.exceptions import ValidationError

from ntm_project.common.views import Refused


class CellError(ValidationError):
    """Why a row is refused, at the column; `remedy` is what to do."""

    def __init__(self, name: str, reason: str, remedy: str = "") -> None:
        super().__init__({name: [reason]})
        self.remedy = remedy


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
    every: Iterable[Iterable[tuple[str, str, str]]],
) -> list[tuple[str, str, str]]:
    """The sentences of all faults; a column that has its fault already gets no second one, which
    may follow from it."""
    found: list[tuple[str, str, str]] = []
    for sentences in every:
        named = {column for column, _, _ in found if column}
        found += [one for one in sentences if one[0] not in named and one not in found]
    return found
