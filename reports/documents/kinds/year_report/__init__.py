"""The report of a year past with the tasks of the next (`docs/domain/documents.md` b)."""

from reports.documents.kind import DocumentKind
from reports.documents.kinds.plan.document import signer_url
from reports.documents.kinds.year_report.document import year_report_document, year_report_doubts
from reports.documents.kinds.year_report.passages import BLOCKS, PLACEHOLDERS, SLUG
from reports.documents.kinds.year_report.rows import YearRows, year_rows
from tasks.models import Plan
from tasks.rules import deny_edit_plan

KIND: DocumentKind[Plan, YearRows] = DocumentKind(
    slug=SLUG,
    title="Báo cáo năm trước, nhiệm vụ năm nay",
    preview_path="ke-hoach/<key:pk>/bao-cao-nam/",
    page="tasks:plan",
    back="Về kế hoạch",
    button="Báo cáo năm trước",
    model=Plan,
    related=("unit",),
    rows=year_rows,
    document=year_report_document,
    doubts=year_report_doubts,
    name_url=signer_url,
    names_holder=False,
    blocks=BLOCKS,
    placeholders=PLACEHOLDERS,
    deny_write=deny_edit_plan,
    file_name=lambda plan: f"Báo cáo {plan.year - 1} nhiệm vụ {plan.year} {plan.unit.name}",
)
