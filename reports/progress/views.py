"""The page of a progress report: the words of each section, its draft, the text to send on."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from evidence.issued.queries import issued_of
from ntm_project.common.dates import format_day
from ntm_project.common.views import reads
from reports import links
from reports.progress.draft import drafts_of
from reports.progress.facts import facts_of
from reports.progress.zalo import zalo_text
from tasks import rules
from tasks.enums import ReportSection
from tasks.forms.reports import RemarkForm
from tasks.models import ProgressReport
from tasks.queries.reports import remark_of
from villages.http import Request
from villages.trail import history_of

KIND = "progress_report"  # the kind of its paper (`reports.documents.kinds`)


@dataclass(frozen=True)
class ShownSection:
    """One section: its text, and what would be drafted from the record today."""

    section: ReportSection
    written: str
    draft: str
    outdated: str  # why its words are to be read again
    title: str

    @property
    def text(self) -> str:
        return self.written or self.draft

    @property
    def has_other_draft(self) -> bool:
        """Whether the record holds something else than what was written."""
        return bool(self.written and self.draft and self.draft != self.written)


@reads
def progress_report(request: Request, pk: int) -> HttpResponse:
    """The report section by section; `soan` opens the form of one, `thao` fills it with the draft
    that the record gives now. Nothing is saved before the form is sent."""
    rows = ProgressReport.objects.visible_to(request.access).select_related("unit__parent")
    report = get_object_or_404(rows, pk=pk)
    facts = facts_of(report)
    drafts = drafts_of(facts)
    link = request.build_absolute_uri(reverse("reports:progress_report", args=[report.pk]))
    context = {
        "report": report,
        "facts": facts,
        "sections": [
            ShownSection(
                section=s,
                written=facts.written.get(s, ""),
                draft=drafts[s],
                outdated=facts.outdated(s),
                title=s.titled(facts.village_noun),
            )
            for s in ReportSection
        ],
        "deny_edit": (deny := rules.deny_edit_report(request.access, report)),
        "issued": list(issued_of(KIND, report.pk)),
        "message": zalo_text(facts, link),
        "history": history_of(report, parts=list(report.remarks.all())),
        "board_url": links.board_url(
            report.unit_id, ngay=format_day(facts.until), so_voi=format_day(report.eve)
        ),
        "opened": "",
    }
    opened = request.GET.get("soan", "")
    if opened and opened not in ReportSection.values:
        raise Http404
    if opened and not deny:
        row = remark_of(report, opened)
        fresh = "thao" in request.GET or not row.text
        form = RemarkForm(instance=row, initial={"text": drafts[opened]} if fresh else None)
        context |= {"opened": opened, "form": form, "seen_version": row.version}
        context["is_fresh"] = fresh and bool(row.text)
    return render(request, "reports/progress_report.html", context)
