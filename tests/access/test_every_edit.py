"""Every field of a form survives its sending: an edit's in the row and its audit event, a new row's
in what was made.

The pages are found, not listed: whatever address of the matrix shows a form of a row is sent as a
browser would send it, from the controls of its HTML with each field typed anew, and read back from
the database. A field that the page does not draw fails.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from decimal import Decimal
from typing import Any

import lxml.html
import pytest
from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import get_resolver, reverse

from criteria.forms.results import ValueInput
from evidence.review.services import save_draft
from ntm_project.common.dates import format_day
from ntm_project.common.forms import (
    ClockInput,
    CrispyForm,
    CrispyModelForm,
    DayInput,
    DecimalInput,
    MoneyInput,
    YearInput,
)
from ntm_project.common.models import NO_VERSION
from tasks.forms.choices import criteria_of, indicators_of
from tasks.forms.fields import CriterionChoices, SymbolInput
from tests import factories as make
from tests.access.matrix import Matrix
from tests.access.pages import values_of
from tests.access.test_matrix import PRINTS, ROWS, _address
from tests.evidence.factories import photo_bytes
from villages.edit import recorded_fields
from villages.enums import Role
from villages.models import AuditEvent, Official

# PostgreSQL stores what these forms send in `test_hostile.py`.
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long]

# A file has no form; what orders it takes seconds to make.
PAGES = [
    row
    for row in ROWS
    if row["method"] == "GET" and "ok" in row.values() and not row["name"].endswith(PRINTS)
]
EDITORS = (Role.STANDING_OFFICER, Role.ADMINISTRATOR, "upper")

# Fields that cannot be another thing in this world, each with its reason.
KEPT: dict[tuple[str, str], str] = {
    ("FirstPostingForm", "body"): "offered where the unit has bodies",
    ("PostingForm", "body"): "offered where the unit has bodies",
    ("LinkForm", "requirement"): "no paper is expected of this indicator",
    ("VerdictForm", "marks"): "made on the picture of a page",
    ("HoldMeetingForm", "secretary"): "the first in the list chairs already",
    ("HoldMeetingForm", "body"): "offered where the unit has bodies",
    ("EditMeetingForm", "body"): "offered where the unit has bodies",
    ("SetForm", "refines"): "a published set: tests/criteria/pages/test_drafting.py",
    ("SetForm", "amends"): "a published set: tests/criteria/pages/test_drafting.py",
}
# Choices on which other fields depend.
CHOSEN = {
    ("VerdictForm", "kind"): "not_met",
    ("HoldMeetingForm", "end_time"): "11 giờ 30",
    ("EditMeetingForm", "end_time"): "11 giờ 30",
    ("DelegationForm", "starts_on"): "16/8/2024",
    ("DelegationForm", "ends_on"): "20/8/2024",
    ("RegisterSettingsForm", "first_year"): "2023",
    ("RegisterSettingsForm", "letter_field"): "NV",
}
# Forms that cannot be sent in this world, each with its reason.
UNSENT = {
    "OpenAssessmentForm": "no criteria set of this world is published",
    "BeginMappingForm": "this world has one set",
    "IssueForm": "numbers a paper for ever, in a transaction of its own: tests/evidence/issued",
}
# Forms that no page of this world shows by themselves, each with its reason.
NOT_HERE = {
    **dict.fromkeys(
        (
            *("BodyForm", "UnitForm", "LineageForm"),
            *("CriterionForm", "IndicatorForm", "GeneralLevelForm"),
        ),
        "a row of Excel: test_imports_round_trip.py",
    ),
    "GridForm": "a row of the grid: tests/criteria/pages/test_quick_entry.py",
    "LeadForm": "beside a conclusion, under its prefix: tests/tasks/pages/test_meeting.py",
    "GroundForm": "a row of the recognition: tests/evidence/review_pages",
    "DecisionForm": "once every indicator is judged: below",
    "RecognitionForm": "once a round is accepted: tests/evidence/review_pages",
    "MoveForm": "each press of a button sends its own fields: tests/tasks/pages/test_task.py",
    "SaveViewForm": "above each list: tests/villages/pages/test_saved_views.py",
    "WaiverForm": "the finding is sealed in its address: tests/reports/test_checks.py",
}
# Forms without a model: what they write, and what proves that nothing of it is thrown away.
PLAIN = {
    "nothing: how a page is narrowed": """AuditFilter BoardForm DayForm FilterForm LibraryForm
        OfficialFilter QueueFilterForm RegisterForm ResultSearchForm SearchForm TaskFilterForm
        ListFilter SortedForm UpperForm""",
    "nothing: the page of samples": "SampleForm",
    "a secret: tests/villages/sign_in, tests/villages/accounts": """ChangePasswordForm CodeForm
        EnrolForm FactorForm NewPasswordForm OwnPasswordForm""",
    "a field for each of many rows: the pages' own tests": """AttendanceForm BaselinesForm
        CloseYearForm ColumnsForm ConfirmBaselinesForm CopyPlanForm FundingPartForm SupervisionForm
        TakeOverForm""",
    "a field for each blank of a paper: tests/reports/pages/test_blanks.py": "FactsForm",
    "a field for each section of a text: tests/evidence/intake/test_sections.py": "SectionsForm",
    "the same value in each row that was ticked: the tests of many": """AssignManyForm
        ClaimReasonForm CommonForm DeadlineForm ExpiryForm KindForm LinkManyForm ManyInChargeForm
        MoveManyForm""",
    "many rows read from a file or a text: tests of imports, papers and intake": """ChangeForm
        FileForm IntakeForm ListFileForm PastedForm PastedPeopleForm ReferenceForm SendFields
        SheetForm""",
    "a step, with what its event states of it: test_every_write.py": """AnswerForm CheckedForm
        PublishSetForm ReasonForm RelationForm ReopenForm SettleForm SignForm
        WithdrawForm""",
}
# What is written outside any transaction of the test stays in its world.
LASTING = {"UploadForm"}

TYPED = {
    ClockInput: "9 giờ 15",
    DayInput: format_day(date(2024, 8, 9)),
    YearInput: "2025",
    DecimalInput: "7",
    MoneyInput: "7 triệu đồng",
    ValueInput: "7",
    forms.IntegerField: "7",
    forms.EmailField: "moi@example.vn",
    SymbolInput: "TTr-UBND",
}


def _other(form: forms.BaseForm, name: str) -> Any:
    """Another value for the field, as a browser would send it; None when there is none."""
    if chosen := CHOSEN.get((type(form).__name__, name)):
        return chosen
    field, now = form.fields[name], form[name].value()
    if isinstance(field, forms.BooleanField):
        return "" if now else "on"
    if isinstance(field, forms.ModelChoiceField):
        rows = field.queryset.exclude(pk=getattr(now, "pk", now) or 0)
        row = rows.order_by("pk").first()
        return row and str(row.pk)
    if isinstance(field, forms.ChoiceField):
        keys = [str(key) for key, _ in field.choices if key not in ("", now)]
        return keys[0] if keys else None
    for kind, text in TYPED.items():
        if isinstance(field, kind):
            return text
    return f"Khác {name}"[: getattr(field, "max_length", None) or 60]


def _offer_below(form: forms.BaseForm, name: str, data: dict[str, Any]) -> None:
    """Offer what the page offers once what stands above the field is chosen."""
    if isinstance(form, CriterionChoices) and name in ("criterion", "indicator"):
        is_first = name == "criterion"
        above, rows = ("assessment", criteria_of) if is_first else ("criterion", indicators_of)
        chosen = form.fields[above].queryset.filter(pk__in=data[above]).first()
        form.fields[name].queryset = rows(chosen)


def _forms(context: Any) -> dict[str, CrispyModelForm]:
    """The forms of rows that a page shows, but for rows of a set beside one."""
    return {
        type(value).__name__: value
        for value in values_of(context)
        if isinstance(value, CrispyModelForm) and value.drawn and not value.prefix
    }


def _kinds(kind: type[CrispyModelForm]) -> Iterator[type[CrispyModelForm]]:
    """The forms of rows that the program has; what others are made from alone is none."""
    below = _made_from(kind)
    if not below:
        yield kind
    for one in below:
        yield from _kinds(one)


def _below(kind: type[CrispyForm]) -> Iterator[type[CrispyForm]]:
    """Every form that is made from this one."""
    for one in _made_from(kind):
        yield one
        yield from _below(one)


def _made_from(kind: type[CrispyForm]) -> list[Any]:
    """The program's own forms made from it; tests of the same process have some too."""
    return [one for one in kind.__subclasses__() if not one.__module__.startswith("tests.")]


def _html_forms(page: Any) -> list[Any]:
    """The forms of the page's HTML that write something."""
    return [
        element
        for element in lxml.html.document_fromstring(b"<body>" + page.content).forms
        if element.method == "POST"
    ]


def _typed(forms_in_it: list[CrispyModelForm], element: Any) -> dict[str, Any]:
    """What a browser sends of the page, with each field of a model typed anew."""
    data: dict[str, Any] = {}
    for name, value in element.form_values():
        data.setdefault(name, []).append(value)
    for name in element.xpath(".//input[@type='file']/@name"):
        data[name] = [SimpleUploadedFile("anh.jpg", photo_bytes(), "image/jpeg")]
    for form in forms_in_it:
        columns = {field.name for field in recorded_fields(form._meta.model)}
        for bound in form:
            key = (type(form).__name__, bound.name)
            if bound.name in columns and key not in KEPT:
                assert bound.html_name in element.fields, f"{'.'.join(key)} is not drawn"
                _offer_below(form, bound.name, data)
                if not bound.is_hidden and (other := _other(form, bound.name)) is not None:
                    data[bound.html_name] = [other] if other else []
    return data


def _values(row: Model) -> dict[str, Any]:
    row = type(row)._base_manager.get(pk=row.pk)
    return {
        field.name: format(value.normalize(), "f") if isinstance(value, Decimal) else value
        for field in recorded_fields(type(row))
        for value in [field.value_from_object(row)]
    }


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _sent(client: Client, url: str) -> list[str]:
    """Names of forms at the address whose fields all survived; nothing is kept."""
    page = client.get(url)
    if page.streaming:  # a file; read to its end, it is closed
        b"".join(page.streaming_content)
    if page.streaming or page.status_code != 200 or not page.context:
        return []
    survived = []
    for element in _html_forms(page):
        known = _forms(page.context)
        held = {n: f for n, f in known.items() if any(b.html_name in element.fields for b in f)}
        if UNSENT.keys() & held.keys():
            continue
        data = _typed(list(held.values()), element)
        for name, form in held.items():
            check = _check_edit if form.instance.pk else _check_new
            with nullcontext() if name in LASTING else _undone():
                check(client, element.action or url, form, data)
            survived.append(name)
    return survived


def _post(client: Client, url: str, form: CrispyModelForm, data: dict[str, Any]) -> None:
    answer = client.post(url, data)
    name = type(form).__name__
    assert answer.status_code in (200, 303), (url, name, answer.status_code, _faults(answer))


def _check_edit(client: Client, url: str, form: CrispyModelForm, data: dict[str, Any]) -> None:
    name = type(form).__name__
    before, last = _values(form.instance), AuditEvent.objects.order_by("-pk").first()
    _post(client, url, form, data)
    after = _values(form.instance)
    events = AuditEvent.objects.filter(pk__gt=last.pk if last else 0)
    recorded = {key for event in events for key in event.changes}
    for field in form.fields:
        if field in before and (name, field) not in KEPT:
            assert after[field] != before[field], f"{url}: {name}.{field} was thrown away"
            assert field in recorded, f"{url}: {name}.{field} is not in the audit event"


def _check_new(client: Client, url: str, form: CrispyModelForm, data: dict[str, Any]) -> None:
    name, rows = type(form).__name__, form._meta.model._base_manager
    last = rows.order_by("-pk").first()
    _post(client, url, form, data)
    made = rows.filter(pk__gt=last.pk if last else 0).order_by("pk").first()
    assert made is not None, f"{url}: {name} made nothing"
    for field, value in _values(made).items():
        if field in form.fields and (name, field) not in KEPT:
            default = made._meta.get_field(field).get_default()
            assert value not in (default, None, "", []), f"{url}: {name}.{field} was thrown away"


def _faults(answer: Any) -> list[Any]:
    return [form.errors for form in _forms(answer.context).values()]


def test_every_field_of_every_form_survives_and_is_recorded(world: Matrix) -> None:
    sent: set[str] = set()
    for row in PAGES:
        may = [person for person in (*EDITORS, *row) if row[person] == "ok"]
        sent.update(_sent(world.clients[may[0]], _address(row, world)))
    missed = {kind.__name__ for kind in _kinds(CrispyModelForm)} - sent
    assert missed == NOT_HERE.keys() | UNSENT.keys(), missed ^ (NOT_HERE.keys() | UNSENT.keys())


def test_a_form_that_edits_one_row_is_a_form_of_its_model() -> None:
    assert get_resolver().url_patterns  # every view with its forms is loaded
    known = " ".join(PLAIN.values()).split()
    plain = {kind.__name__ for kind in _below(CrispyForm) if not issubclass(kind, CrispyModelForm)}
    assert plain - {CrispyModelForm.__name__} == set(known), plain ^ set(known)


def test_every_field_of_a_decision_survives(world: Matrix) -> None:
    client = world.clients["upper"]
    reviewer = make.access(Official.objects.get(pk=client.session["_auth_user_id"]))
    for item in world.rows["round"].items.all():
        reason = {"kind": "not_met", "reason_code": "missing", "text": "Thiếu"}
        save_draft(by=reviewer, item=item, seen_version=NO_VERSION, **reason)
    url = reverse("evidence:decide", args=[world.rows["round"].pk])
    page = client.get(url)
    form = _forms(page.context)["DecisionForm"]
    (element,) = (e for e in _html_forms(page) if "outcome" in e.fields)
    data = _typed([form], element) | {"outcome": "return", "supplement_by": "30/9/2024"}
    assert client.post(url, data).status_code == 303
    decided = _values(world.rows["round"])
    for field in form._meta.fields:
        assert decided[field] not in ("", None), f"DecisionForm.{field} was thrown away"
    assert decided["state"] == "returned"


def _admin_pages(world: Matrix) -> Iterator[tuple[Client, str, Model]]:
    """Where the admin site lets somebody change a row, one of each model."""
    for person in (Role.ADMINISTRATOR, Role.DATA_STEWARD):
        client = world.clients[person]
        for model in admin.site._registry:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
            for row in model._base_manager.order_by("pk"):
                url = reverse(name, args=[row.pk])
                page = client.get(url)
                if page.status_code == 200 and page.context["has_change_permission"]:
                    yield client, url, row
                    break


def test_every_field_of_the_admins_forms_survives_and_is_recorded(world: Matrix) -> None:
    changed = set()
    for client, url, row in _admin_pages(world):
        page = client.get(url)
        form = page.context["adminform"].form
        columns = {field.name for field in recorded_fields(type(row))} & form.fields.keys()
        for name in columns:
            (element,) = (e for e in _html_forms(page) if name in e.fields)
            other = _other(form, name)
            if other is None:
                continue
            with _undone():
                last = AuditEvent.objects.order_by("-pk").first()
                before = _values(row)
                answer = client.post(url, dict(element.form_values()) | {name: other})
                if answer.status_code == 200:  # does not fit beside the other fields
                    continue
                assert _values(row)[name] != before[name], f"{url}: {name} was thrown away"
                events = AuditEvent.objects.filter(pk__gt=last.pk if last else 0)
                assert name in {key for event in events for key in event.changes}, (url, name)
                changed.add(type(row).__name__)
    assert changed >= {"Unit", "Official", "Posting", "CriteriaSet", "Indicator", "Level"}
