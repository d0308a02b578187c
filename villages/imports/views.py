"""The pages of an import, from the file to the record, and the list as a file."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import SeeOther, form_page, saved
from ntm_project.common.blanks import EMPTY
from ntm_project.common.forms import explain_lost_file
from ntm_project.common.numbers import format_decimal
from ntm_project.common.tables.book import CannotRead
from ntm_project.common.tables.read import read_book
from ntm_project.common.tables.table import LOOKED_AT
from ntm_project.common.tables.values import text_of
from ntm_project.common.tables.write import XLSX
from ntm_project.common.text import slug as slug_of
from ntm_project.common.views import Refused, page_of, reads, reads_and_writes
from villages.conflicts import saving
from villages.http import Request
from villages.imports import out, services
from villages.imports.forms import ColumnsForm, ListFileForm, SheetForm
from villages.imports.kinds import ListKind, kinds
from villages.imports.progress import is_stopped, progress_of
from villages.imports.queries import is_lost, list_behind, reading_of, recent_runs
from villages.imports.run_table import rows_to_choose, sheet_named, sheets_to_choose
from villages.models import ImportRun, ImportState
from villages.trail import FieldChange
from villages.unchanged import from_replica

SORTS = {
    "changed": "Dòng đổi",
    "new": "Dòng mới",
    "same": "Giữ nguyên",
    "warned": "Cần xem kỹ",
}
_SKIPPED = {
    "blank": "dòng trống",
    "sum": "dòng “Tổng”, “Cộng”",
    "head": "dòng lặp tên cột",
    "numbering": "dòng đánh số cột",
    "section": "dòng tên mục",
    "part": "dòng “Trong đó”",
    "foot": "dòng ghi chú, ký tên",
    "other": "dòng của bảng khác ở dưới",
}
MOST_REFUSED = 200  # refused rows on the page; the marked file has them all
TEMPLATE, MARKED, SOURCE = "mau", "danh-dau", "tep"


def _listed(request: Request, slug: str, key: int) -> tuple[ListKind, Any]:
    """The kind and the place; 404 for what is not in scope."""
    kind = kinds().get(slug)
    if kind is None:
        raise Http404
    place = get_object_or_404(kind.places(request.access), pk=key)
    return kind.of(place), place


def _file(
    content: bytes, name: str, content_type: str = XLSX, ending: str = "xlsx"
) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = (
        f'attachment; filename="{slug_of(name)}.{ending}"; '
        f"filename*=UTF-8''{quote(name.replace('/', '-'))}.{ending}"
    )
    return response


@reads
def export_list(request: Request, slug: str, key: int) -> HttpResponse:
    """The list as it is filtered, or with `?mau=1` the template to fill in."""
    kind, place = _listed(request, slug, key)
    title = f"{kind.title} {kind.unit(place) or ''}".strip()
    if TEMPLATE in request.GET:
        content = out.template_file(kind, place, request.access)
        return _file(content, f"Mẫu {title.lower()}")
    access, query = request.access, request.GET
    return _file(from_replica(None, lambda: out.list_file(kind, place, access, query)), title)


@reads_and_writes
def import_list(request: Request, slug: str, key: int) -> HttpResponse:
    """Choose the file of a list."""
    kind, place = _listed(request, slug, key)
    if reason := kind.deny(request.access, place):
        raise Refused(reason)
    is_sent = request.method == "POST"
    form = ListFileForm(request.POST, request.FILES) if is_sent else ListFileForm()
    explain_lost_file(form, request)
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        with saving(form):
            run = services.begin(
                by=request.access, kind=kind, place=place, name=file.name, content=file.read()
            )
            return SeeOther(reverse("villages:import_run", args=[run.pk]))
    resource = kind.resource(request.access, place)
    context = {
        "kind": kind,
        "form": form,
        "place": place,
        "back_url": resource.back(),
        "columns": [column for column in kind.columns(place) if column.is_needed],
        "others": [column for column in kind.columns(place) if not column.is_needed],
        "template_url": f"{reverse('villages:export_list', args=[slug, key])}?{TEMPLATE}=1",
        "runs": recent_runs(request.access, kind, place),
        "step": 1,
    }
    return form_page(request, "villages/import_file.html", context)


@reads_and_writes
def import_run(request: Request, pk: int) -> HttpResponseBase:
    """One's own import: its columns, how far it is, what it would write, what it has written."""
    runs = ImportRun.objects.of(request.access).select_related("unit")
    run = get_object_or_404(runs, pk=pk)
    kind, place = list_behind(run, request.access)
    kind = kind.of(place)
    if request.method == "POST":
        return _act(request, run, kind, place)
    if SOURCE in request.GET:
        ending = run.name.rpartition(".")[2].lower()[:5] if "." in run.name else "bin"
        name = run.name.rpartition(".")[0] or run.name
        return _file(bytes(run.file.content), name, "application/octet-stream", ending)
    if MARKED in request.GET:
        table = reading_of(run, kind).table
        return _file(out.marked_file(run, table), f"Dòng bị từ chối {run.name}")
    if run.is_working:
        return _progress(request, run, kind, place)
    if run.state == ImportState.MATCHING:
        return _matching(request, run, kind, place)
    return _trial(request, run, kind, place)


def _act(request: Request, run: ImportRun, kind: ListKind, place: Model) -> HttpResponse:
    """What a button of the page does."""
    act, here = request.POST.get("viec", ""), reverse("villages:import_run", args=[run.pk])
    if act == "huy":
        services.cancel(run=run)
        return SeeOther(here)
    if act == "ghi":
        skips = "bo_qua" in request.POST
        fault = services.deny_write(run, skips_refused=skips)
        if fault and run.state == ImportState.CHECKED:
            return _trial(request, run, kind, place, fault)
        services.confirm(by=request.access, run=run, skips_refused=skips)
        return _after(request, run, kind, place, here)
    if act == "thu-lai":
        services.retry(by=request.access, run=run)
    if act == "xac-nhan":
        services.answer(by=request.access, run=run, rows=request.POST.getlist("dong"))
    if act in ("trang", "ghep"):
        return _match(request, run, kind, place, here, is_final=act == "ghep")
    if act == "trang-khac":
        return _other_sheet(request, run, kind, place)
    if act == "doc-lai":
        services.match(
            by=request.access, run=run, sheet=run.sheet, names=run.columns, head_row=run.head_row
        )
    return SeeOther(here)


def _other_sheet(request: Request, run: ImportRun, kind: ListKind, place: Model) -> HttpResponse:
    """Another sheet of the same file, as an import of its own."""
    sheet, content = request.POST.get("sheet", "")[:200], bytes(run.file.content)
    try:
        other = services.begin(
            by=request.access, kind=kind, place=place, name=run.name, content=content, sheet=sheet
        )
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return SeeOther(reverse("villages:import_run", args=[other.pk]))


def _after(
    request: Request, run: ImportRun, kind: ListKind, place: Model, here: str
) -> HttpResponse:
    if run.state != ImportState.DONE:
        return SeeOther(here)
    counts = run.outcome["counts"]
    done = counts.get("new", 0) + counts.get("changed", 0)
    words = f"Đã ghi {format_decimal(done)} dòng {kind.rows} từ tệp “{run.name}”."
    return saved(request, words, here)


def _match(
    request: Request, run: ImportRun, kind: ListKind, place: Model, here: str, *, is_final: bool
) -> HttpResponse:
    if not is_final:
        sheet, chosen = request.POST.get("sheet", "")[:200], request.POST.get("head_row", "")
        head_row = int(chosen) if chosen in map(str, range(1, LOOKED_AT + 1)) else run.head_row
        head_row = head_row if sheet == run.sheet else 0  # that of another sheet is looked for
        try:
            services.match(by=request.access, run=run, sheet=sheet, names=None, head_row=head_row)
        except CannotRead as error:
            raise Refused(str(error)) from error
        return SeeOther(here)
    reading = reading_of(run, kind)
    form = ColumnsForm(
        request.POST, reading=reading, columns=kind.columns(place, reading.table.head)
    )
    if form.is_valid():
        try:
            services.match(
                by=request.access,
                run=run,
                sheet=run.sheet,
                names=form.names(),
                head_row=run.head_row,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return SeeOther(here)
    return _matching(request, run, kind, place, form)


def _context(request: Request, run: ImportRun, kind: ListKind, place: Model) -> dict[str, Any]:
    return {
        "run": run,
        "kind": kind,
        "place": place,
        "back_url": kind.resource(request.access, place).back(),
        "again_url": reverse("villages:import_list", args=[kind.slug, run.place_key]),
        "skipped": list(_skipped(run)),
    }


def _skipped(run: ImportRun) -> Iterator[str]:
    """What was left out of the sheet, with the numbers of the first rows: `1 dòng “Tổng” (9)`; of
    those that head others with their words."""
    counts, named = run.outcome.get("skipped", {}), run.outcome.get("skipped_at", {})
    heading = run.outcome.get("headings", {})
    for kind, words in _SKIPPED.items():
        if count := counts.get(kind):
            numbers = [
                f"{number} “{heading[str(number)]}”" if str(number) in heading else str(number)
                for number in named.get(kind, [])
            ]
            if len(numbers) < count and numbers:
                numbers.append("…")
            yield f"{count} {words}" + (f" ({', '.join(numbers)})" if numbers else "")


def _matching(
    request: Request, run: ImportRun, kind: ListKind, place: Model, form: ColumnsForm | None = None
) -> HttpResponse:
    book = read_book(bytes(run.file.content))
    names = [sheet.name for sheet in sheets_to_choose(book)]
    reading = reading_of(run, kind)
    columns = kind.columns(place, reading.table.head)
    status = 422 if form is not None else 200
    form = form or ColumnsForm(reading=reading, columns=columns)
    rows = [
        (field, match, [text_of(row.cells[at])[:60] for row in reading.table.rows[:3]])
        for at, (field, match) in enumerate(zip(form, reading.matches, strict=True))
    ]
    context = _context(request, run, kind, place) | {
        "form": form,
        "rows": rows,
        "reading": reading,
        "missing": reading.missing(columns),
        "sheet_form": SheetForm(
            sheets=names,
            rows=rows_to_choose(sheet_named(book, run.sheet)),
            initial={"sheet": run.sheet, "head_row": reading.table.top},
        ),
        "step": 2,
    }
    return render(request, "villages/import_columns.html", context, status=status)


def _whole_page(run: ImportRun) -> HttpResponse:
    """To whoever waits on a page that is over."""
    response = HttpResponse()
    response["HX-Redirect"] = reverse("villages:import_run", args=[run.pk])
    return response


def _progress(request: Request, run: ImportRun, kind: ListKind, place: Model) -> HttpResponse:
    """How far it is; the fragment asks again by itself."""
    lost = is_lost(run)
    if lost:
        run.refresh_from_db()  # it may have ended between the two looks
        if request.htmx:
            return _whole_page(run)
        if not run.is_working:
            return _trial(request, run, kind, place)
    done, total = progress_of(run.pk)
    context = _context(request, run, kind, place) | {
        "done": done,
        "total": total,
        "is_stopping": is_stopped(run.pk) and not lost,
        "is_lost": lost,
        "step": 4 if run.state == ImportState.WRITING else 3,
    }
    fragment = bool(request.htmx)
    template = "villages/_import_progress.html" if fragment else "villages/import_progress.html"
    return render(request, template, context)


def _refused(rows: list[list[Any]]) -> list[dict[str, Any]]:
    """Refused rows, each with (column, what the cell holds, reason, remedy)."""
    rows = [[*row, [""] * len(row[3])] if len(row) == 5 else row for row in rows]  # earlier trials
    return [
        {
            "number": row[0],
            "label": row[1],
            "errors": [
                (column, cell, reason, remedy)
                for (column, reason, remedy), cell in zip(row[3], row[5], strict=True)
            ],
        }
        for row in rows
    ]


def _line(row: list[Any]) -> tuple[int, str, list[FieldChange], str]:
    """A row of a trial as it is shown: its number, what it is, its changes and its warning."""
    changes = [FieldChange(name, old or EMPTY, new or EMPTY) for name, old, new in row[2]]
    return row[0], row[1], changes, row[4]


def _trial(
    request: Request, run: ImportRun, kind: ListKind, place: Model, fault: str = ""
) -> HttpResponse:
    """What would be written, row by row, and what is refused; `fault` is why it was not written."""
    if request.htmx and "tien-do" in request.GET:  # whoever waited gets the whole page
        return _whole_page(run)
    counts = run.outcome.get("counts", {})
    rows = run.outcome.get("rows", {})
    tabs = [(sort, words, counts.get(sort, 0)) for sort, words in SORTS.items() if counts.get(sort)]
    wanted = request.GET.get("xem", "")
    shown = wanted if wanted in SORTS else next((sort for sort, _, _ in tabs), "changed")
    listed = rows.get(shown, [])
    page = page_of(request, listed)
    context = _context(request, run, kind, place) | {
        "counts": counts,
        "tabs": tabs,
        "shown": shown,
        "page": page,
        "rows": [_line(row) for row in page],
        "refused": _refused(rows.get("refused", [])[:MOST_REFUSED]),
        "questions": set(map(int, run.outcome.get("questions", {}))),
        "marked": len(out.refused_of(run)),
        "total": counts.get("new", 0) + counts.get("changed", 0),
        "kept_only": len(listed) if len(listed) < counts.get(shown, 0) else 0,
        "step": 4 if run.state == ImportState.DONE else 3,
        "other_sheets": [name for name in run.outcome.get("tables", []) if name != run.sheet],
        "fault": fault,
    }
    status = 422 if fault else 200
    return render(request, "villages/import_trial.html", context, status=status)
