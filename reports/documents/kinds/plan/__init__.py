"""The annual plan on paper."""

from reports.documents.kind import DocumentKind
from reports.documents.kinds.plan.document import plan_document
from reports.documents.kinds.plan.doubts import plan_doubts
from reports.documents.kinds.plan.rows import PlanRows, plan_rows
from tasks.models import Plan

KIND: DocumentKind[Plan, PlanRows] = DocumentKind(
    slug="plan",
    title="Xem trước khi in",
    preview_path="ke-hoach/<key:pk>/xem-truoc/",
    pdf_path="ke-hoach/<key:pk>/pdf/",
    page="tasks:plan",
    back="Sửa kế hoạch",
    model=Plan,
    related=("unit",),
    rows=plan_rows,
    document=plan_document,
    doubts=plan_doubts,
    file_name=lambda plan: f"{plan.kind} {plan.year} {plan.unit.name}",
)
