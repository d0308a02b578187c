"""A set's indicators from a table: Vietnamese columns, tried first, all rows or none.

Columns (required ones first): Số tiêu chí, Tên tiêu chí, Mã chỉ tiêu, Nội dung, Kiểu, Độ tin cậy;
Nhóm, Đơn vị tính, Thang xếp loại, So sánh, Mức, Mẫu số, Mức xếp loại, Mức như văn bản viết, Căn cứ
mức, Ngành hướng dẫn, Hướng dẫn, Nguồn. A row is known by criterion number and indicator code.
"""

import csv
import io
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices
from import_export import fields, resources, widgets
from import_export.results import Result as ImportResult
from tablib import Dataset

from criteria import rules
from criteria.enums import Comparator, Confidence, IndicatorKind
from criteria.models import CriteriaSet, Criterion, Indicator, Level
from ntm_project.common.numbers import parse_decimal
from ntm_project.common.text import clean_line, clean_prose, fold
from ntm_project.common.views import Refused
from villages.access import Access
from villages.audit import record
from villages.enums import Ability
from villages.rules import deny_edit_reference

REQUIRED = ["Số tiêu chí", "Tên tiêu chí", "Mã chỉ tiêu", "Nội dung", "Kiểu", "Độ tin cậy"]
OPTIONAL = [
    "Nhóm",
    "Đơn vị tính",
    "Thang xếp loại",
    "So sánh",
    "Mức",
    "Mẫu số",
    "Mức xếp loại",
    "Mức như văn bản viết",
    "Căn cứ mức",
    "Ngành hướng dẫn",
    "Hướng dẫn",
    "Nguồn",
]
_LEVEL_COLUMNS = {
    "comparator": "So sánh",
    "value": "Mức",
    "denominator": "Mẫu số",
    "grade": "Mức xếp loại",
    "words": "Mức như văn bản viết",
    "legal_source": "Căn cứ mức",
}
MOST_CHARACTERS = 2_000_000  # a set of 75 indicators holds about 40,000


@dataclass
class Outcome:
    """What an import did, or would do: rows added and changed, or why nothing was written."""

    added: int = 0
    changed: int = 0
    errors: list[str] = field(default_factory=list)


class ProseWidget(widgets.Widget):
    """Clean text, as forms give it."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return clean_prose(str(value or ""))


class ChoiceWidget(widgets.Widget):
    """A choice by its Vietnamese label or its code; anything else is refused with the list."""

    def __init__(self, choices: type[TextChoices]) -> None:
        super().__init__()
        self.choices = choices

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = clean_line(str(value or ""))
        for choice in self.choices:
            if fold(text) in (fold(str(choice.label)), choice.value):
                return str(choice.value)
        allowed = "; ".join(str(choice.label) for choice in self.choices)
        raise ValueError(f"“{text}” không có trong danh sách. Ghi một trong: {allowed}.")


def _prose(attribute: str, column: str) -> fields.Field:
    return fields.Field(attribute=attribute, column_name=column, widget=ProseWidget())


class IndicatorResource(resources.ModelResource):
    """The indicators of one set, each with its general level."""

    code = _prose("code", "Mã chỉ tiêu")
    wording = _prose("wording", "Nội dung")
    kind = fields.Field("kind", "Kiểu", ChoiceWidget(IndicatorKind))
    unit_words = _prose("unit_words", "Đơn vị tính")
    grade_scale = _prose("grade_scale", "Thang xếp loại")
    lead_department = _prose("lead_department", "Ngành hướng dẫn")
    guidance = _prose("guidance", "Hướng dẫn")
    confidence = fields.Field("confidence", "Độ tin cậy", ChoiceWidget(Confidence))
    source = _prose("source", "Nguồn")

    class Meta:
        model = Indicator
        import_id_fields = ("code",)
        fields = (
            "code",
            "wording",
            "kind",
            "unit_words",
            "grade_scale",
            "lead_department",
            "guidance",
            "confidence",
            "source",
        )
        use_transactions = True
        clean_model_instances = True
        skip_diff = True

    def __init__(self, criteria_set: CriteriaSet) -> None:
        super().__init__()
        self.criteria_set = criteria_set
        self.criterion: Criterion | None = None
        self.level: Level | None = None
        self.seen: set[tuple[int, str]] = set()

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        number = _whole(row)
        code = clean_line(str(row.get("Mã chỉ tiêu") or ""))
        if (number, code) in self.seen:
            raise ValidationError(
                {"code": f"chỉ tiêu {code} đã có ở một dòng trên; hãy xóa dòng lặp."}
            )
        self.seen.add((number, code))
        self.criterion = self._criterion(number, row)
        self.level = _level(row)

    def _criterion(self, number: int, row: Any) -> Criterion:
        """The set's criterion of that number; a new one is made, a known one keeps its name."""
        name = clean_line(str(row.get("Tên tiêu chí") or ""))
        found = Criterion.objects.filter(criteria_set=self.criteria_set, number=number).first()
        if found is None:
            found = Criterion(
                criteria_set=self.criteria_set,
                number=number,
                name=name,
                group=clean_line(str(row.get("Nhóm") or "")),
            )
            _clean(found, {"name": "Tên tiêu chí", "group": "Nhóm"})
            found.save()
        elif name and fold(name) != fold(found.name):
            raise ValidationError(
                {
                    "Tên tiêu chí": f"tiêu chí {number} của bộ tên là “{found.name}”, không phải "
                    f"“{name}”; hãy sửa tên hoặc số tiêu chí."
                }
            )
        return found

    def get_instance(self, instance_loader: Any, row: Any) -> Indicator | None:
        code = clean_line(str(row.get("Mã chỉ tiêu") or ""))
        return Indicator.objects.filter(criterion=self.criterion, code=code).first()

    def init_instance(self, row: Any = None) -> Indicator:
        assert self.criterion is not None
        return Indicator(criterion=self.criterion, order=self.criterion.indicators.count() + 1)

    def after_save_instance(self, instance: Indicator, row: Any, **kwargs: Any) -> None:
        """The general level becomes what the row gives; levels of regions and years stay."""
        if self.level is None:
            return
        general = instance.levels.filter(
            region="", commune_group=None, year_from=None, year_to=None
        )
        old = general.first()
        self.level.pk = old.pk if old else None
        self.level.indicator = instance
        self.level.confidence = instance.confidence
        self.level.save(force_update=old is not None, force_insert=old is None)


def _whole(row: Any) -> int:
    text = clean_line(str(row.get("Số tiêu chí") or ""))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= 99:
        raise ValidationError(
            {"Số tiêu chí": f"“{text}” không phải số tiêu chí; ghi một số từ 1 đến 99."}
        )
    return int(text)


def _level(row: Any) -> Level | None:
    """The general level of a row; None when the row gives none."""
    cells = {name: clean_line(str(row.get(c) or "")) for name, c in _LEVEL_COLUMNS.items()}
    if not any(cells[name] for name in ("comparator", "value", "grade", "words")):
        return None
    level = Level(grade=cells["grade"], words=cells["words"], legal_source=cells["legal_source"])
    level.confidence = Confidence.GUESS  # the indicator's own is put in its place on saving
    level.comparator = _comparator(cells["comparator"])
    level.value = _decimal(cells["value"], "Mức")
    level.denominator = _decimal(cells["denominator"], "Mẫu số")
    _clean(level, _LEVEL_COLUMNS, exclude={"indicator"})
    return level


def _comparator(text: str) -> str:
    for choice in Comparator:
        if text in (choice.value, choice.label):
            return str(choice.value)
    spelled = {"": "", ">=": Comparator.GTE, "<=": Comparator.LTE}
    if text not in spelled:
        raise ValidationError({"So sánh": f"“{text}” không đọc được; ghi ≥, >, ≤, < hoặc =."})
    return str(spelled[text])


def _decimal(text: str, column: str) -> Decimal | None:
    try:
        return parse_decimal(text) if text else None
    except ValueError as error:
        raise ValidationError({column: str(error)}) from error


def _clean(
    obj: Criterion | Level, columns: dict[str, str], exclude: set[str] | None = None
) -> None:
    """Validates a row beside the indicator; what is wrong stands under the column's name."""
    try:
        obj.full_clean(exclude=exclude)
    except ValidationError as error:
        raise ValidationError(
            {columns.get(name, name): found for name, found in error.message_dict.items()}
        ) from error


def read_table(content: bytes) -> Dataset:
    """The rows of a CSV file saved by Excel or LibreOffice; ValidationError in Vietnamese."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(
            "Tệp không phải UTF-8. Trong Excel, chọn Lưu thành, loại “CSV UTF-8”, rồi nhập lại."
        ) from error
    if len(text) > MOST_CHARACTERS:
        raise ValidationError("Tệp quá lớn cho một bộ tiêu chí; hãy kiểm tra lại tệp.")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    headers = [clean_line(name) for name in rows[0]] if rows else []
    _check_headers(headers)
    dataset = Dataset(headers=headers)
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(headers):
            raise ValidationError(
                f"Dòng {number} có {len(row)} ô, nhiều hơn {len(headers)} cột của dòng đầu; "
                "ô có dấu phẩy phải đặt trong ngoặc kép."
            )
        # The tag carries the row of the file, which blank lines shift from the row of the table.
        dataset.append(row + [""] * (len(headers) - len(row)), tags=[number])
    return dataset


def _check_headers(headers: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in headers]
    if missing:
        raise ValidationError(
            f"Thiếu cột: {', '.join(missing)}. Dòng đầu của tệp phải ghi tên cột đúng như mẫu."
        )
    if unknown := [name for name in headers if name not in REQUIRED + OPTIONAL]:
        raise ValidationError(
            f"Không có cột tên: {', '.join(unknown)}. Hãy bỏ cột này hoặc sửa tên như mẫu."
        )
    if len(set(headers)) != len(headers):
        raise ValidationError("Có hai cột cùng tên; hãy bỏ bớt một cột.")


def import_indicators(
    *, by: Access, criteria_set: CriteriaSet, content: bytes, dry_run: bool
) -> Outcome:
    """Adds and changes a set's indicators from the file; one bad row and nothing is written.

    Raises `Refused` for a published set, or when the data of all are in other hands.
    """
    if reason := rules.deny_edit_set(criteria_set) or deny_edit_reference(by):
        raise Refused(reason)
    try:
        table = read_table(content)
    except ValidationError as error:
        return Outcome(errors=list(error.messages))
    resource = IndicatorResource(criteria_set)
    with transaction.atomic():
        result = resource.import_data(
            table, dry_run=dry_run, use_transactions=True, rollback_on_validation_errors=True
        )
        outcome = Outcome(
            result.totals["new"], result.totals["update"], _errors_of(resource, table, result)
        )
        if not dry_run and not outcome.errors:
            record(
                by,
                "nhập chỉ tiêu từ tệp",
                criteria_set,
                unit=None,
                ability=Ability.EDIT_REFERENCE,
                new={"added": outcome.added, "changed": outcome.changed},
            )
    return outcome


def _errors_of(resource: IndicatorResource, table: Dataset, result: ImportResult) -> list[str]:
    """Each error with the row of the file, its column and what to do."""
    columns = {f.attribute: f.column_name for f in resource.fields.values()}
    errors = [f"Tệp không nhập được: {error.error}" for error in result.base_errors]
    numbers = [row.tags[0] for row in table._data]
    for row in result.invalid_rows:
        for name, sentences in row.error.message_dict.items():
            column = columns.get(name, name)
            where = "" if column == "__all__" else f", cột “{column}”"
            errors += [f"Dòng {numbers[row.number - 1]}{where}: {text}" for text in sentences]
    for row in result.error_rows:
        errors += [f"Dòng {numbers[row.number - 1]}: {error.error}" for error in row.errors]
    return errors
