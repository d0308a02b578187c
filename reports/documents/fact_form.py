"""The form in which the blanks of a document are filled."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django import forms

from ntm_project.common.forms import (
    ClockInput,
    CrispyForm,
    DayInput,
    DecimalInput,
    LineInput,
    MoneyInput,
)
from ntm_project.common.numbers import format_money
from reports.documents.facts import COUNT, DAY, MONEY, TEXT, TIME, FactSheet, FactType

MOST_COUNTED = 999_999_999
MOST_LETTERS = 500


class CountInput(DecimalInput):
    """How many there are: a whole number, 0 or more."""

    def read(self, text: str) -> int:
        number = super().read(text)
        if number < 0 or number != int(number):
            raise ValueError("Ghi số nguyên, từ 0 trở lên, ví dụ 12 hoặc 1.635.")
        if number > MOST_COUNTED:
            raise ValueError("Số quá lớn, hãy kiểm tra lại.")
        return int(number)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


class AmountInput(MoneyInput):
    """An amount of money without further words."""

    def clean(self, value: Any) -> int | None:
        money = super().clean(value)
        return None if money is None else money.amount

    def prepare_value(self, value: Any) -> Any:
        return format_money(value) if isinstance(value, int) else value


_FIELDS: Mapping[FactType, type[forms.Field]] = {
    DAY: DayInput,
    TIME: ClockInput,
    COUNT: CountInput,
    MONEY: AmountInput,
    TEXT: LineInput,
}


class FactsForm(CrispyForm, forms.Form):
    """Every blank of a document that can be filled in; each may stay empty."""

    def __init__(
        self, *args: Any, sheet: FactSheet, today: date, year: int | None = None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.sheet, self.today = sheet, today
        for fact in sheet.facts:
            own: dict[str, Any] = {"label": fact.label, "help_text": fact.help, "required": False}
            if fact.type is TEXT:
                own["max_length"] = MOST_LETTERS
            if fact.type is DAY:
                own["year"] = year
            self.fields[fact.key] = _FIELDS[fact.type](**own)

    @property
    def groups(self) -> Iterator[tuple[str, list[list[forms.BoundField]]]]:
        """The headings with their fields, line by line: short ones stand side by side."""
        for group, facts in groupby(self.sheet.facts, lambda fact: fact.group):
            lines: list[list[forms.BoundField]] = []
            for is_text, some in groupby(facts, lambda fact: fact.type is TEXT):
                fields = [self[fact.key] for fact in some]
                lines += [[one] for one in fields] if is_text else [fields]
            yield group, lines

    def clean(self) -> dict[str, Any]:
        for key, sentence in self.sheet.faults(self.cleaned_data, self.today):
            self.add_error(key, sentence)
        return self.cleaned_data
