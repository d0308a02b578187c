"""Quick entry: many results of an assessment in one grid, saved at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from criteria import services
from criteria.forms import CommonForm, Grid, grid_line_of
from criteria.models import Assessment, Criterion
from criteria.origins import with_origins
from criteria.queries.results import Reader, assessment_results
from criteria.queries.sets import numbered_criteria
from criteria.views.shared import visible_assessment
from ntm_project.common.addresses import address
from ntm_project.common.answers import number_in, saved, sent
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads_and_writes
from villages.edit import Stale
from villages.enums import Ability
from villages.http import Request


@reads_and_writes
def quick_entry(request: Request, pk: int) -> HttpResponse:
    """The grid of a criterion (`?tieu_chi=`) or of the whole assessment.

    Rows without an error are saved in one transaction; the others stay on the page as typed.
    """
    assessment = visible_assessment(request, pk)
    if reason := request.access.deny(Ability.SET_RESULT, assessment.unit):
        raise Refused(reason)
    number = number_in(request, "tieu_chi", 4)
    criteria = numbered_criteria(assessment.criteria_set)
    if number is not None and number not in {c.number for c in criteria}:
        raise Http404
    around = _Around(assessment, criteria, number)
    grid = _grid(request, assessment, number)
    if request.method != "POST":
        return _page(request, around, grid)
    if "check" in request.POST:
        return render(request, "criteria/_grid_checked.html", {"grid": grid})
    return _save(request, around, grid)


class _Around:
    """The place of a grid: its criterion between the one before and the one after it."""

    def __init__(
        self, assessment: Assessment, criteria: list[Criterion], number: int | None
    ) -> None:
        self.assessment, self.criteria, self.number = assessment, criteria, number
        at = next((i for i, c in enumerate(criteria) if c.number == number), None)
        self.criterion = None if at is None else criteria[at]
        self.before = criteria[at - 1] if at else None
        self.after = criteria[at + 1] if at is not None and at + 1 < len(criteria) else None

    @property
    def url(self) -> str:
        return address("criteria:quick_entry", self.assessment.pk)

    def url_of(self, criterion: Criterion | None) -> str:
        query = {"tieu_chi": str(criterion.number)} if criterion else {}
        return address("criteria:quick_entry", self.assessment.pk, **query)

    @property
    def back_url(self) -> str:
        if self.criterion is None:
            return self.assessment.get_absolute_url()
        return reverse("reports:criterion", args=[self.assessment.pk, self.criterion.number])


def _grid(request: Request, assessment: Assessment, number: int | None, data: Any = None) -> Grid:
    """What is recorded, with what was typed over it, read as the form of each result reads it."""
    today, reader = request.access.on, Reader.of(request.access, assessment)
    data = sent(request) if data is None else data
    results = assessment_results(assessment, number=number)
    with_origins(assessment, results)
    rows = [reader.row_of(assessment, result) for result in results]
    common = CommonForm(data or None, today=request.access.as_of)
    lines = [grid_line_of(row, data=data, today=today, deny=row.deny_set) for row in rows]
    grid = Grid(lines, common)
    grid.check(today)
    return grid


def _save(request: Request, around: _Around, grid: Grid) -> HttpResponse:
    lines = {line.result.pk: line for line in grid.saves}
    if lines and not grid.common.is_valid():
        return _page(request, around, grid, status=422)
    entries = [services.Entry(pk, line.values, line.seen) for pk, line in lines.items()]
    left = services.set_results(by=request.access, entries=entries)
    done = len(lines) - len(left)
    if grid.wrong or grid.clashing or left:
        return _answer_left(request, around, lines.keys() - left.keys(), left)
    message = f"Đã lưu {done} dòng." if done else "Không có dòng nào thay đổi."
    if "next" in request.POST:
        url = around.url_of(around.after) if around.after else around.back_url
        return saved(request, message, url)
    if not done and not any(line.choice for line in grid.lines):
        return _page(request, around, grid, message="Chưa nhập ô nào, nên không có gì để lưu.")
    return saved(request, message, around.url_of(around.criterion))


def _answer_left(
    request: Request, around: _Around, done: Any, left: dict[int, Exception]
) -> HttpResponse:
    """The page anew: saved rows as they are now, the others as they were typed, with why."""
    data = request.POST.copy()
    for pk in done:  # what was saved is no longer typed
        data.pop(f"r{pk}-claim", None)
    grid = _grid(request, around.assessment, around.number, data)
    for line in grid.lines:
        line.is_saved = line.result.pk in done
        error = left.get(line.result.pk)
        if isinstance(error, ValidationError):
            put_errors(line.form, error)
        elif isinstance(error, Refused):
            line.form.add_error(None, error.reason)
        line.__dict__.pop("state", None)
    status = 409 if grid.clashing or any(isinstance(e, Stale) for e in left.values()) else 422
    waits = len(grid.wrong) + len(grid.clashing)
    message = f"{waits} dòng còn lại chưa ghi, vẫn ở nguyên trên trang."
    if done:
        message = f"Đã lưu {len(done)} dòng; {message}"
    return _page(request, around, grid, status=status, message=message)


def _page(
    request: Request, around: _Around, grid: Grid, *, status: int = 0, message: str = ""
) -> HttpResponse:
    context = {
        "around": around,
        "assessment": around.assessment,
        "grid": grid,
        "message": message,
        "choices": [(c, around.url_of(c)) for c in around.criteria],
        "before_url": around.url_of(around.before) if around.before else "",
        "after_url": around.url_of(around.after) if around.after else "",
        "is_whole": around.criterion is None,
        "whole_url": around.url,
    }
    status = status or (422 if message else 200)
    return render(request, "criteria/quick_entry.html", context, status=status)
