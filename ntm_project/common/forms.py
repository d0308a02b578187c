"""The one form mixin, and form fields that read Vietnamese dates, numbers and clean text."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from ntm_project.common.dates import format_day, parse_day
from ntm_project.common.numbers import Money, format_decimal, parse_decimal
from ntm_project.common.text import clean_line, clean_prose

MAX_PROSE = 20_000  # characters; a whole plan of a commune holds about as many


class CrispyForm:
    """Gives a form its crispy helper; the template owns `<form>` and its buttons."""

    # Each name has the kind of field that its form declares, which a checker cannot follow.
    fields: dict[str, Any]

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class LineInput(forms.CharField):
    """One clean line; too long is refused with the limit named."""

    def __init__(self, *, max_length: int = 300, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages["max_length"] = (
            "Nội dung dài %(show_value)d ký tự, chỉ nhận tối đa %(limit_value)d ký tự."
        )

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class ProseInput(forms.CharField):
    """Clean text of several lines."""

    def __init__(self, *, max_length: int = MAX_PROSE, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages["max_length"] = (
            "Nội dung dài %(show_value)d ký tự, chỉ nhận tối đa %(limit_value)d ký tự."
        )

    def to_python(self, value: Any) -> str:
        return clean_prose(super().to_python(value) or "")


class DayInput(forms.Field):
    """A day typed as dd/mm/yyyy."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "placeholder": "ngày/tháng/năm"})

    def to_python(self, value: Any) -> Any:
        text = clean_line(str(value or ""))
        if not text:
            return None
        try:
            return parse_day(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return format_day(value) if hasattr(value, "strftime") else value


class YearInput(forms.IntegerField):
    """A year in four digits."""

    def __init__(self, *, min_value: int = 2000, max_value: int = 2100, **kwargs: Any) -> None:
        super().__init__(
            min_value=min_value,
            max_value=max_value,
            localize=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
            **kwargs,
        )
        self.error_messages["invalid"] = "Năm ghi bằng bốn chữ số, ví dụ 2024."


class DecimalInput(forms.Field):
    """A number typed the Vietnamese way: the comma is the decimal, dots group thousands."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        text = clean_line(str(value or "")) if not isinstance(value, int) else str(value)
        if not text:
            return None
        try:
            return parse_decimal(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return format_decimal(value) if hasattr(value, "as_tuple") else value


class MoneyInput(LineInput):
    """An amount typed as papers write it: `2,32 tỷ đồng`, `850 triệu`, `51.000.000`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return Money.read(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Money) else value
