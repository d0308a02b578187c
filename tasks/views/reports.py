"""Progress reports: the list, a new one, its head, its remarks. The report itself, with the tables
of its period, is a page of the top floor (`reports:progress_report`)."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import form_page, saved, seen_version, sent, shown_version
from ntm_project.common.choices import choices_answer
from ntm_project.common.lists import SortColumn, heads, in_order
from ntm_project.common.views import Refused, page_of, reads, reads_and_writes, writes
from tasks import rules
from tasks.enums import ReportSection
from tasks.forms.reports import PeriodReportForm, RemarkForm, WriteReportForm
from tasks.models import ProgressReport
from tasks.queries.reports import listed_reports, remark_of, reporting_units
from tasks.services import (
    edit_remark,
    edit_report,
    remove_report,
    why_report_stays,
    write_report,
)
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.enums import Ability
from villages.http import Request, require_anywhere

COLUMNS = (
    SortColumn("den-ngay", "Đến hết ngày", ("ends_on",)),
    SortColumn("ky", "Kỳ báo cáo", ("kind", "ends_on")),
    SortColumn("don-vi", "Đơn vị", ("unit__name_key", "ends_on")),
)


def _editable_report(request: Request, pk: int) -> ProgressReport:
    rows = ProgressReport.objects.visible_to(request.access).select_related("unit")
    report = get_object_or_404(rows, pk=pk)
    if reason := rules.deny_edit_report(request.access, report):
        raise Refused(reason)
    return report


def _report_url(report: ProgressReport, anchor: str = "") -> str:
    address = reverse("reports:progress_report", args=[report.pk])
    return address + (f"#{anchor}" if anchor else "")


@reads
def report_list(request: Request) -> HttpResponse:
    """The reports in scope, newest period first."""
    rows = in_order(listed_reports(request.access), request.GET, COLUMNS)
    context = {
        "page": page_of(request, rows),
        "heads": heads(request, COLUMNS),
        "can_write": request.access.can_anywhere(Ability.WRITE_REPORT),
    }
    return render(request, "tasks/reports.html", context)


@reads_and_writes
def open_report(request: Request) -> HttpResponse:
    """The report of a period, opened with its days; its page offers the first draft."""
    access = request.access
    require_anywhere(request, Ability.WRITE_REPORT)
    units = reporting_units(access)
    form = WriteReportForm(
        sent(request), offered={"unit": units}, initial={"unit": units.first(), "kind": "month"}
    )
    if answer := choices_answer(request, form):
        return answer
    if form.is_valid():
        with saving(form):
            report = write_report(by=access, **form.cleaned_data)
            words = "Đã lập báo cáo; lời thảo lấy từ số liệu của kỳ, hãy đọc và sửa từng mục."
            return saved(request, words, _report_url(report))
    return form_page(request, "tasks/write_report.html", {"form": form})


@reads_and_writes
def edit(request: Request, pk: int) -> HttpResponse:
    """The days of a report, its addressees and who signs."""
    report = _editable_report(request, pk)
    form, seen = PeriodReportForm(sent(request), instance=report), shown_version(request, report)
    if form.is_valid():
        with saving(form, keep_url=_report_url(report)):
            edit_report(by=request.access, report_id=pk, fields=form.values(), seen_version=seen)
            return saved(request, "Đã lưu kỳ, nơi nhận và người ký.", _report_url(report))
    context = {"report": report, "form": form, "seen_version": seen}
    return form_page(request, "tasks/edit_report.html", context)


@reads_and_writes
def remove(request: Request, pk: int) -> HttpResponse:
    """A report that was opened by mistake, taken out once it was shown."""
    report = _editable_report(request, pk)
    if reason := why_report_stays(report):
        raise Refused(reason)
    if request.method == "POST":
        try:
            remove_report(by=request.access, report_id=pk, seen_version=seen_version(request))
        except Stale as stale:
            rows = [("Báo cáo", str(stale.current or ""), "xóa báo cáo này")]
            return conflict(request, stale, rows=rows, keep_url=_report_url(report))
        return saved(request, "Đã xóa dự thảo báo cáo.", reverse("tasks:reports"))
    context = {"report": report, "back_url": _report_url(report)}
    return render(request, "tasks/remove_report.html", context)


@writes
def remark(request: Request, pk: int, section: str) -> HttpResponse:
    """The remarks of one section; the page of the report shows their form, with its draft."""
    report = _editable_report(request, pk)
    if section not in ReportSection.values:
        raise Http404
    label, seen = ReportSection(section).label, seen_version(request)
    form = RemarkForm(request.POST, instance=remark_of(report, section))
    url = _report_url(report, section)
    if form.is_valid():
        given = {"section": section, "seen_version": seen, **form.values()}
        with saving(form, keep_url=url):
            edit_remark(by=request.access, report=report, **given)
            return saved(request, f"Đã lưu mục “{label}”.", url)
    context = {"report": report, "section": section, "title": label, "form": form}
    return form_page(request, "tasks/edit_remark.html", context | {"seen_version": seen})
