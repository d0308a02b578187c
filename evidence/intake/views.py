"""From an old plan to tasks: its text, the draft read from it, one row, the confirmation."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from evidence.intake import rules, services
from evidence.intake.files import text_of_file
from evidence.intake.forms import DraftForm, IntakeForm, SectionsForm
from evidence.intake.models import Intake, IntakeRow
from evidence.intake.queries import (
    assessments_by_unit,
    intakes_of,
    offered_keys,
    rows_of,
    sections_to_take,
    shown_draft,
    visible_intake,
)
from evidence.intake.reading import without_heading_marks
from evidence.intake.services import (
    Chosen,
    RowRefused,
    assignments_of,
    confirm,
    discard_draft,
    edit_draft,
    take_plan,
)
from ntm_project.common.answers import form_page, keys_of, saved, seen_version, sent, shown_version
from ntm_project.common.blanks import EMPTY
from ntm_project.common.choices import choices_answer
from ntm_project.common.forms import explain_lost_file, put_errors
from ntm_project.common.views import Refused, reads_and_writes
from tasks.enums import PlanSection
from tasks.views.deadline_echo import echo_of
from tasks.views.shared import assignee_rows, plan_url, visible_plan, wants_more
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.http import Request

PASTED = "Văn bản dán vào"
NOTHING_TICKED = "Hãy đánh dấu ít nhất một việc."
NO_LONGER = "“{}” không còn trong danh sách cán bộ, tổ chức của kế hoạch; hãy sửa dòng này."


@reads_and_writes
def take(request: Request, pk: int) -> HttpResponse:
    """A file or a pasted text, read into a draft; below it the drafts that are not done with."""
    plan = visible_plan(request, pk)
    if reason := rules.deny_take(request.access, plan):
        raise Refused(reason)
    form = IntakeForm(sent(request), request.FILES if request.method == "POST" else None)
    explain_lost_file(form, request)
    if form.is_valid():
        try:
            file = form.cleaned_data["file"]
            text, source = (
                text_of_file(file, file.name) if file else (form.cleaned_data["text"], PASTED)
            )
            intake = take_plan(by=request.access, plan=plan, text=text, source=source)
        except ValidationError as error:
            put_errors(form, error)
        else:
            return saved(
                request,
                "Đã đọc văn bản; hãy xem lại từng việc.",
                reverse("evidence:intake", args=[intake.pk]),
            )
    context: dict[str, Any] = {"plan": plan, "form": form, "intakes": intakes_of(plan)}
    context["is_assessed"] = plan.unit_id in assessments_by_unit(plan)
    return form_page(request, "evidence/intake/take.html", context)


def _intake(request: Request, pk: int) -> Intake:
    intake = get_object_or_404(visible_intake(request.access), pk=pk)
    if reason := rules.deny_take(request.access, intake.plan):
        raise Refused(reason)
    return intake


@reads_and_writes
def draft(request: Request, pk: int) -> HttpResponse:
    """The work read from the text, to be looked through; the ticked rows become tasks."""
    intake = _intake(request, pk)
    if request.method != "POST":
        return _show(request, intake)
    ticked = keys_of(request.POST.getlist("chon"))
    rows = [row for row in rows_of(intake) if row.pk in ticked and not row.is_given]
    if not ticked:
        return _show(request, intake, ticked=ticked, alert=NOTHING_TICKED)
    chosen, errors = _checked(request, intake, rows)
    if errors:
        return _show(request, intake, ticked=ticked, errors=errors)
    try:
        done = confirm(by=request.access, intake=intake, chosen=chosen)
    except RowRefused as refused:
        return _show(request, intake, ticked=ticked, errors={refused.row_id: refused.sentences})
    except Stale as stale:
        shown = [("Việc đọc được", str(stale.current or EMPTY), "như đã chọn")]
        return conflict(request, stale, rows=shown, keep_url=request.path)
    held = len(ticked) - len(rows) + done.held
    words = f"Đã giao {done.made} nhiệm vụ từ văn bản."
    words += f" {held} việc đã có trong kế hoạch, không giao lại." if held else ""
    if asking := shown_draft(intake).asking:
        words += f" Còn {len(asking)} việc cần xem, chưa giao."
    sections_url = reverse("evidence:take_sections", args=[intake.pk])
    left = request.path if asking else sections_url if sections_to_take(intake) else ""
    return saved(request, words, left or plan_url(intake.plan))


@reads_and_writes
def take_sections(request: Request, pk: int) -> HttpResponse:
    """The text of the sections that the plan has not written yet, to be looked through."""
    intake = _intake(request, pk)
    home = plan_url(intake.plan, "noi-dung")
    form = SectionsForm(sent(request), sections=sections_to_take(intake, also=request.POST))
    if form.is_valid():
        texts = form.texts()
        with saving(form, keep_url=home):
            services.take_sections(by=request.access, intake=intake, texts=texts)
            return saved(request, f"Đã đưa {len(texts)} mục vào kế hoạch.", home)
    context = {"intake": intake, "plan": intake.plan, "form": form}
    return form_page(request, "evidence/intake/sections.html", context)


@reads_and_writes
def discard(request: Request, pk: int) -> HttpResponse:
    """A draft taken out, once it was shown."""
    intake = _intake(request, pk)
    if reason := rules.deny_discard(request.access, intake):
        raise Refused(reason)
    if request.method == "POST":
        discard_draft(by=request.access, intake=intake)
        url = reverse("evidence:take_plan", args=[intake.plan_id])
        return saved(request, f"Đã bỏ: {intake}.", url)
    context: dict[str, Any] = {"intake": intake, "plan": intake.plan}
    context["back_url"] = reverse("evidence:intake", args=[pk])
    return render(request, "evidence/intake/discard.html", context)


def _show(
    request: Request,
    intake: Intake,
    *,
    ticked: Iterable[int] | None = None,
    errors: dict[int, list[str]] | None = None,
    alert: str = "",
) -> HttpResponse:
    shown = shown_draft(intake, ticked=ticked, errors=errors)
    context = {
        "intake": intake,
        "plan": intake.plan,
        "text": without_heading_marks(intake.text),
        "head": rules.head_words(intake.text, intake.plan.symbol),
        "shown": shown,
        "rows": shown.rows,
        "opens": ticked is not None,  # whoever has ticked rows below the fold sees them again
        "sections": [PlanSection(name).label for name in sections_to_take(intake)],
        "deny_discard": rules.deny_discard(request.access, intake),
        "discard_url": reverse("evidence:discard_intake", args=[intake.pk]),
        "alert": alert
        or ("Có việc chưa giao được; xem chỗ báo đỏ. Chưa việc nào được ghi." if errors else ""),
    }
    status = 200 if ticked is None else 422
    return render(request, "evidence/intake/draft.html", context, status=status)


def _checked(
    request: Request, intake: Intake, rows: Iterable[IntakeRow]
) -> tuple[list[Chosen], dict[int, list[str]]]:
    """Each row through the form of a task; row → its sentences, where the form refuses it."""
    plan = intake.plan
    people, bodies = offered_keys(plan, request.access.on)
    chosen, errors = [], {}
    for row in rows:
        form = DraftForm(_as_sent(row), plan=plan)
        gone = [
            NO_LONGER.format(one["name"])
            for one in row.assignees
            if (one["official"] and one["official"] not in people)
            or (one["body"] and one["body"] not in bodies)
        ]
        if form.is_valid() and not gone:
            chosen.append(Chosen(row.pk, seen_version(request, row.pk), form.values()))
        else:
            errors[row.pk] = [*gone, *(str(one) for found in form.errors.values() for one in found)]
    return chosen, errors


def _as_sent(row: IntakeRow) -> dict[str, Any]:
    """The row as the form of a task would send it."""
    return {
        field.name: value if (value := getattr(row, field.attname)) is not None else ""
        for field in IntakeRow._meta.concrete_fields
        if field.name in DraftForm.Meta.fields
    }


def _editable_row(request: Request, pk: int) -> IntakeRow:
    intakes = Intake.objects.visible_to(request.access)
    rows = IntakeRow.objects.select_related("intake__plan__unit")
    row = get_object_or_404(rows, intake__in=intakes, pk=pk)
    if reason := rules.deny_edit_row(request.access, row):
        raise Refused(reason)
    return row


@reads_and_writes
def change_draft(request: Request, pk: int) -> HttpResponse:
    """One row of the draft in the form of a task, with whom it is given to."""
    row = _editable_row(request, pk)
    plan = row.intake.plan
    form = DraftForm(sent(request), instance=row, plan=plan)
    people = assignee_rows(request, plan, assignments_of(row))
    if answer := choices_answer(request, form, people):
        return answer
    seen = shown_version(request, row)
    is_sent = request.method == "POST" and not wants_more(request)
    back = f"{reverse('evidence:intake', args=[row.intake_id])}#viec-{row.pk}"
    if is_sent and form.is_valid() & people.is_valid():
        given: dict[str, Any] = {"fields": form.values(), "assignees": people.assignments()}
        try:
            edit_draft(by=request.access, row_id=pk, seen_version=seen, **given)
        except Stale as stale:
            return conflict(request, stale, form, keep_url=back)
        except ValidationError as error:
            put_errors(form, error)
        else:
            return saved(request, "Đã sửa việc; chưa giao.", back)
    echo = echo_of(form["deadline_words"].value() or "", plan.year)
    context = {"row": row, "plan": plan, "form": form, "rows": people, "echo": echo}
    context |= {"seen_version": seen, "back": back}
    return render(request, "evidence/intake/edit_row.html", context, status=422 if is_sent else 200)
