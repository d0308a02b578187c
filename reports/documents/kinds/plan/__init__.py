"""The annual plan on paper."""

from django.urls import reverse

from evidence.intake.queries import head_of_plan
from reports.documents.authored import AuthoredBlock
from reports.documents.kind import DocumentKind
from reports.documents.kinds.plan.document import plan_document, signer_url
from reports.documents.kinds.plan.doubts import plan_doubts
from reports.documents.kinds.plan.earliest import plan_not_before
from reports.documents.kinds.plan.placeholders import OF_PLAN
from reports.documents.kinds.plan.rows import PlanRows, plan_rows
from tasks.enums import PlanSection
from tasks.models import Plan
from tasks.queries.plans import text_of_section
from tasks.rules import deny_edit_plan

KIND: DocumentKind[Plan, PlanRows] = DocumentKind(
    slug="plan",
    title="Kế hoạch",
    preview_path="ke-hoach/<key:pk>/xem-truoc/",
    pdf_path="ke-hoach/<key:pk>/pdf/",
    page="tasks:plan",
    back="Sửa kế hoạch",
    model=Plan,
    related=("unit",),
    rows=plan_rows,
    document=plan_document,
    doubts=plan_doubts,
    not_before=plan_not_before,
    borne=head_of_plan,
    name_url=signer_url,
    names_holder=False,
    blocks=tuple(AuthoredBlock(key=one.value, title=one.label) for one in PlanSection),
    placeholders=OF_PLAN,
    deny_write=deny_edit_plan,
    text_url=lambda plan, section: reverse("tasks:edit_text", args=[plan.pk, section]),
    stored=text_of_section,
    is_long=True,
    file_name=lambda plan: f"{plan.kind} {plan.year} {plan.unit.name}",
)
