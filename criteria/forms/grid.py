"""Quick entry: a grid in which each row is the form of one result, and an empty cell keeps it."""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from criteria import rules
from criteria.enums import IndicatorKind
from criteria.forms.results import ResultForm, number_typed
from criteria.judging import IndicatorRow
from criteria.measures import measured_words, weigh
from criteria.models import Criterion, Result, ResultChange
from criteria.nouns import of_set
from criteria.states import claim_words
from ntm_project.common.answers import number_of
from ntm_project.common.forms import CrispyForm, DayInput, LineInput, put_errors
from ntm_project.common.numbers import format_decimal
from villages.edit import set_fields
from villages.words import field_label

SAVES, WRONG, CLASHES = "saves", "wrong", "clashes"


class CommonForm(CrispyForm, forms.Form):
    """Day and source of the rows whose own cells are left empty."""

    day = DayInput(label="Ngày chung")
    source = LineInput(label="Nguồn chung", max_length=300, required=False)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, prefix="chung", auto_id="%s", initial={"day": today})
        self.today = today

    @property
    def shared(self) -> dict[str, Any]:
        """The day and source that serve every row whose own cell is empty, as far as they could be
        read."""
        if not self.is_bound:
            return {"as_of": self.today, "source": ""}
        self.is_valid()
        data = self.cleaned_data
        return {"as_of": data.get("day"), "source": data.get("source", "")}


class GridForm(ResultForm):
    """The form of a result as a row of the grid: value, grade and day begin empty.

    What is left empty stays as it is; a row of which nothing differs is not saved.
    """

    def __init__(self, data: Any = None, *, result: Result, **kwargs: Any) -> None:
        super().__init__(data, result=result, prefix=f"r{result.pk}", auto_id="%s", **kwargs)
        self.initial.update({"value": (None, None), "grade": "", "as_of": None})
        claim = self.fields["claim"]
        claim.widget = forms.Select(choices=claim.choices)
        self.fields["note"].widget.attrs["rows"] = 1
        for attribute in ("placeholder", "data-day"):
            self.fields["as_of"].widget.attrs.pop(attribute, None)
        self.fields.pop("denominator", None)  # a cell takes 7/8, as it is pasted
        for name, cell in self.fields.items():
            cell.widget.attrs.pop("data-focus", None)
            cell.help_text = ""  # shown once above the grid
            is_select = isinstance(cell.widget, forms.Select)
            cell.widget.attrs["class"] = "form-select" if is_select else "form-control"
            label = str(cell.label or name)
            cell.widget.attrs["aria-label"] = of_set(
                f"{label}, chỉ tiêu {result.indicator.code}", result
            )

    @property
    def is_touched(self) -> bool:
        return self.is_bound and self.has_changed()

    def values_with(self, shared: Mapping[str, Any]) -> dict[str, Any]:
        """What is to be saved; an empty cell gives nothing, or what all rows share."""
        values = self.values()
        for name in ("value", "grade"):
            if name in values and values[name] in (None, ""):
                values.pop(name)
                values.pop("denominator", None)
        for name, common in shared.items():
            values[name] = values.get(name) or common
        return values


@dataclass
class GridLine:
    """One row of the grid: the recorded result, what was typed, and what saving will do."""

    row: IndicatorRow
    form: GridForm
    deny: str = ""
    seen: int = 0  # the version on which the typed values rest
    choice: str = ""  # of two versions: theirs, or mine
    is_saved: bool = False
    theirs: ResultChange | None = None  # who was faster, where versions clash
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def result(self) -> Result:
        return self.row.result

    @property
    def cells(self) -> "Iterator[GridCell]":
        """The number first, then what every result has, as it is pasted."""
        numbers = ("value", "denominator", "grade")
        yield GridCell(self, "grade" if "grade" in self.form.fields else "value")
        for name in ResultForm.Meta.fields:
            if name not in numbers:
                yield GridCell(self, name)

    @cached_property
    def state(self) -> str:
        """Nothing, or what will happen to the row: saved, mended first, chosen first."""
        if not self.form.is_touched:
            return ""
        if self.form.errors:
            return WRONG
        is_saved = all(getattr(self.result, name) == value for name, value in self.values.items())
        return SAVES if is_saved or self.seen == self.result.version else CLASHES

    @property
    def sentence(self) -> str:
        """How the typed value compares with its level, beside the typed claim; "" when nothing."""
        if not self.values:
            return ""
        after = self.as_saved()
        return weigh(after.indicator, after.claim, after, self.row.level)

    @property
    def errors(self) -> list[str]:
        return [str(sentence) for errors in self.form.errors.values() for sentence in errors]

    @property
    def wrong_cells(self) -> list[str]:
        return [self.form.add_prefix(name) for name in self.form.errors if name in self.form.fields]

    @property
    def last_words(self) -> str:
        return self.row.value_words or claim_words(self.result.claim)

    @property
    def mine_words(self) -> str:
        after = self.as_saved()
        return f"{claim_words(after.claim)} {measured_words(after.indicator, after)}".strip()

    @property
    def theirs_words(self) -> str:
        return f"{claim_words(self.result.claim)} {self.row.value_words}".strip()

    @property
    def saved_at(self) -> datetime | None:
        return self.theirs.recorded_at if self.theirs else None

    @property
    def suggestion(self) -> str:
        """`51,2` for `512` per cent, where a copied cell may have lost its comma; else ""."""
        is_percent = self.result.indicator.kind == IndicatorKind.PERCENT
        if not is_percent or "value" not in self.form.errors:
            return ""
        text = str(self.form["value"].value() or "")
        number = Decimal(number_of(text, 6) or 0)
        if number <= 100:
            return ""
        while number > 100:
            number /= 10
        return format_decimal(number)

    def as_saved(self) -> Result:
        """A copy of the row with the typed values; nothing is saved."""
        after = copy(self.result)
        set_fields(after, self.values)
        return after

    def check(self, shared: Mapping[str, Any], today: date) -> None:
        """Read the row as its own form and the service would; faults are put at its cells."""
        if not self.form.is_touched or not self.form.is_valid():
            return
        self.values = self.form.values_with(shared)
        if errors := rules.entry_errors(self.as_saved(), today=today):
            put_errors(self.form, ValidationError(errors))


@dataclass(frozen=True)
class GridCell:
    """One cell: its control, the recorded value, and its label."""

    line: GridLine
    name: str

    LABELS = {
        "value": "Kết quả",
        "grade": "Kết quả",
        "as_of": "Đến ngày",
        "source": "Nguồn số liệu",
        "note": "Ghi chú, lý do",
    }

    @property
    def column(self) -> str:
        return "value" if self.name == "grade" else self.name

    @property
    def label(self) -> str:
        return self.LABELS.get(self.name) or field_label(Result, self.name)

    @property
    def bound(self) -> Any:
        return self.line.form[self.name] if self.name in self.line.form.fields else None

    @property
    def stored(self) -> str:
        """The value of the control before anything is typed."""
        initial = self.line.form.initial.get(self.name)
        return number_typed(*initial) if isinstance(initial, tuple) else str(initial or "")

    @property
    def last_day(self) -> date | None:
        return self.line.result.as_of if self.name == "as_of" else None

    @property
    def is_changed(self) -> bool:
        return self.line.form.is_bound and self.name in self.line.form.changed_data

    @property
    def unit(self) -> str:
        """The unit of a number typed alone: of a growth it is the rate."""
        indicator = self.line.result.indicator
        if self.name != "value":
            return ""
        is_share = indicator.kind in {IndicatorKind.PERCENT, IndicatorKind.GROWTH}
        return "%" if is_share else indicator.unit_words

    @property
    def way(self) -> str:
        """The other way of typing a growth: `hoặc năm nay/năm trước, triệu đồng`."""
        indicator = self.line.result.indicator
        is_of_amounts = indicator.kind == IndicatorKind.GROWTH and bool(indicator.unit_words)
        if self.name != "value" or not is_of_amounts:
            return ""
        return f"hoặc năm nay/năm trước, {indicator.unit_words}"


@dataclass(frozen=True)
class Grid:
    """The lines of a criterion, or of a whole assessment, with what they share."""

    lines: list[GridLine]
    common: CommonForm

    def groups(self) -> Iterator[tuple[Criterion, list[GridLine]]]:
        """The lines by criterion."""
        found: dict[Criterion, list[GridLine]] = {}
        for line in self.lines:
            found.setdefault(line.result.indicator.criterion, []).append(line)
        yield from found.items()

    def in_state(self, state: str) -> list[GridLine]:
        return [line for line in self.lines if line.state == state]

    @property
    def saves(self) -> list[GridLine]:
        return self.in_state(SAVES)

    @property
    def wrong(self) -> list[GridLine]:
        return self.in_state(WRONG)

    @property
    def clashing(self) -> list[GridLine]:
        return self.in_state(CLASHES)

    def check(self, today: date) -> None:
        """Read all that was sent, and who was faster where somebody was."""
        shared = self.common.shared
        for line in self.lines:
            line.check(shared, today)
        clashing = {line.result.pk: line for line in self.clashing}
        for change in ResultChange.objects.filter(result__in=clashing).order_by("pk"):
            clashing[change.result_id].theirs = change


def grid_line_of(row: IndicatorRow, *, data: Any, today: date, deny: str) -> GridLine:
    """The line of a row: bound to what was sent for it, unless the stored version was chosen."""
    result = row.result
    how: dict[str, Any] = {"result": result, "level": row.level, "today": today}
    name, now = f"r{result.pk}", result.version
    sent = data is not None and f"{name}-claim" in data and not deny
    choice, _, chosen_at = (data.get(f"{name}-choice", "") if sent else "").partition(":")
    choice = choice if number_of(chosen_at) == now else ""
    if not sent or choice == "theirs":
        return GridLine(row, GridForm(**how), deny=deny, seen=now, choice=choice)
    seen = now if choice == "mine" else number_of(data.get(f"{name}-seen_version"), 9)
    return GridLine(row, GridForm(data, **how), seen=-1 if seen is None else seen, choice=choice)
