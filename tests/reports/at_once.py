"""The line of prints in tests: a paper is made as it is ordered, in this very process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reports.prints.backend import PrintBackend
from tests.reports.printing import html_to_pdf


class AtHand:
    """A room without a press: nothing that could be ended."""

    def lay_out(self, page: str, styles: tuple[str, ...], into: Path) -> None:
        into.write_bytes(html_to_pdf(page, *styles))

    def run(self, make: Callable[[], bytes], into: Path) -> None:
        into.write_bytes(make())

    def look(self) -> None:
        pass

    def show(self, done: int, of: int) -> None:
        pass

    def end(self, value: dict[str, str]) -> None:
        pass


class AtOnce(PrintBackend):
    """Whoever orders waits for nobody."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        from reports.prints.tasks import make

        result = super().enqueue(task, args, kwargs)
        ended = {"status": TaskResultStatus.SUCCESSFUL, "finished_at": timezone.now()}
        value = make(kwargs, AtHand())
        DBTaskResult.objects.filter(pk=result.id).update(return_value=value, **ended)
        return result
