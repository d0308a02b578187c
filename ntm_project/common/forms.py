"""The form mixins, and form fields that read Vietnamese dates, numbers and clean text."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property

from ntm_project.common.clock import format_clock, parse_clock
from ntm_project.common.dates import format_day, parse_day
from ntm_project.common.models import LineField, ProseField
from ntm_project.common.numbers import Money, format_decimal, parse_decimal
from ntm_project.common.old_fonts import in_unicode, recognised_in
from ntm_project.common.text import clean_line, clean_prose

# What somebody chose for a text in the letters of an old font.
CONVERT, KEEP = "doi", "giu"
MAX_PROSE = 20_000  # characters; a whole plan of a commune holds about as many


OUT_OF_SCOPE = "Lựa chọn này nằm ngoài phạm vi được giao."


class DrawnField(forms.BoundField):
    """A field that records that it was rendered: a page can render those its template left out."""

    form: Any

    @property
    def data(self) -> Any:
        """What was typed; converted from an old font, or kept, as somebody decided."""
        typed = super().data
        choice = self.form.data.get(self.choice_name) if isinstance(typed, str) else None
        if choice == CONVERT:
            return in_unicode(typed)
        return KeptText(typed) if choice == KEEP else typed

    @property
    def choice_name(self) -> str:
        return f"{self.html_name}_chu"

    @property
    def conversion(self) -> str:
        """The text in Unicode, where what was typed is in the letters of an old font."""
        text = self.data if self.form.is_bound else ""
        is_text = isinstance(self.field, LineInput | ProseInput) and isinstance(text, str)
        return in_unicode(text) if is_text and recognised_in(text) else ""

    def as_widget(self, *args: Any, **kwargs: Any) -> Any:
        self.form.drawn.add(self.name)
        return super().as_widget(*args, **kwargs)

    @cached_property
    def subwidgets(self) -> list[Any]:
        self.form.drawn.add(self.name)
        return super().subwidgets

    @property
    def control_name(self) -> str:
        """The name for a control that the template writes itself; counts as drawn."""
        self.form.drawn.add(self.name)
        return self.html_name


class CrispyForm:
    """Gives a form the helper that `{% crispy form %}` draws it by.

    The template owns `<form>` and its buttons; where it places fields by hand it ends with
    `components/rest_of_form.html`, so that no field is left out (and erased when the page is sent).
    `places` puts the sentence of a constraint of the model at a field of the form:
    `{"posting_dates_in_order": "ends_on"}`. `offered` gives the rows of a select, by its field.
    """

    bound_field_class: type[forms.BoundField] | None = DrawnField

    # Each name has the kind of field that its form declares, which a checker cannot follow.
    fields: dict[str, Any]
    places: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self, *args: Any, offered: "Mapping[str, models.QuerySet[Any]] | None" = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (offered or {}).items():
            self.fields[name].queryset = rows

    @cached_property
    def drawn(self) -> set[str]:
        """The names of the fields that the page has drawn so far."""
        return set()

    @property
    def undrawn(self) -> list[forms.BoundField]:
        """The fields that still have to be drawn; a hidden one only if it is not empty."""
        form = cast(forms.BaseForm, self)
        rest = [form[name] for name in self.fields if name not in self.drawn]
        return [f for f in rest if not f.is_hidden or f.value() not in (None, "")]

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class KeptText(str):
    """Text that the user has confirmed to keep as typed, although it looks like an old font's."""


def refuse_old_font(text: str) -> None:
    """ValidationError for a text in the letters of an old font, until somebody has decided."""
    if isinstance(text, KeptText) or (font := recognised_in(text)) is None:
        return
    raise ValidationError(
        f"Nội dung này viết bằng bảng mã cũ {font.value}; chọn cách lưu ở dưới.", code="old_font"
    )


TOO_LONG = "Nội dung dài %(show_value)d ký tự, chỉ nhận tối đa %(limit_value)d ký tự."


class LineInput(forms.CharField):
    """One clean line; too long is refused with the limit named."""

    def __init__(self, *, max_length: int = 300, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages["max_length"] = TOO_LONG

    def to_python(self, value: Any) -> str:
        refuse_old_font(value or "")
        return clean_line(super().to_python(value) or "")


class ProseInput(forms.CharField):
    """Clean text of several lines."""

    def __init__(self, *, max_length: int = MAX_PROSE, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages["max_length"] = TOO_LONG

    def to_python(self, value: Any) -> str:
        refuse_old_font(value or "")
        return clean_prose(super().to_python(value) or "")


class TypedInput(ABC, forms.Field):
    """One line that `read` makes a value of, or refuses by a ValueError in Vietnamese."""

    widget = forms.TextInput
    attrs: ClassVar[Mapping[str, str]] = {}
    empty: Any = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"autocomplete": "off", **self.attrs})

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value of what was typed, which is not empty."""

    def to_python(self, value: Any) -> Any:
        text = clean_line("" if value is None else str(value))
        try:
            return self.read(text) if text else self.empty
        except ValueError as error:
            raise ValidationError(str(error)) from error


class DayInput(TypedInput):
    """A day typed as dd/mm/yyyy, on a keypad of digits too; `static/js/days.js` shows it back and
    puts a calendar beside. `year` serves a day typed without one."""

    attrs: ClassVar[Mapping[str, str]] = {
        "inputmode": "numeric",
        "placeholder": "ngày/tháng/năm",
        "data-day": "",
    }

    def __init__(self, *, year: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.year = year

    @property
    def year(self) -> int | None:
        return self._year

    @year.setter
    def year(self, year: int | None) -> None:
        self._year = year
        if year:
            self.widget.attrs["data-year"] = str(year)

    def read(self, text: str) -> Any:
        return parse_day(text, year=self.year)

    def prepare_value(self, value: Any) -> Any:
        return format_day(value) if hasattr(value, "strftime") else value


def use_year(form: forms.BaseForm, year: int) -> None:
    """Give the form's days the year of its plan or assessment, for one typed without a year."""
    for field in form.fields.values():
        if isinstance(field, DayInput):
            field.year = year


class ClockInput(TypedInput):
    """A time of day typed as `8 giờ 30`, `8h30` or `8:30`."""

    attrs: ClassVar[Mapping[str, str]] = {"placeholder": "8 giờ 30"}

    def read(self, text: str) -> Any:
        return parse_clock(text)

    def prepare_value(self, value: Any) -> Any:
        return format_clock(value) if hasattr(value, "minute") else value


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


class DecimalInput(TypedInput):
    """A number typed the Vietnamese way: the comma is the decimal, dots group thousands."""

    attrs: ClassVar[Mapping[str, str]] = {"inputmode": "decimal"}

    def read(self, text: str) -> Any:
        return parse_decimal(text)

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


def _choice_field(field: "models.Field[Any, Any]", **kwargs: Any) -> Any:
    """A select of the field's choices; its empty line reads `Chọn …` where one must be chosen."""
    empty = [("", "Chưa chọn" if field.blank else f"Chọn {field.verbose_name}")]
    is_empty = field.blank or not (field.has_default() or "initial" in kwargs)
    choices = field.get_choices(include_blank=is_empty, blank_choice=empty)
    return field.formfield(**{"choices": choices} | kwargs)


def vietnamese_field(field: "models.Field[Any, Any]", **kwargs: Any) -> Any:
    """The form field that reads a model field the Vietnamese way; None for one that no form has.

    Label, help and limit are those of the model field.
    """
    if isinstance(field, models.ForeignKey):
        empty = "Chưa chọn" if field.blank else f"Chọn {field.verbose_name}"
        errors = {"invalid_choice": OUT_OF_SCOPE} | kwargs.pop("error_messages", {})
        return field.formfield(empty_label=empty, error_messages=errors, **kwargs)
    if "form_class" in kwargs:
        return field.formfield(**kwargs)
    if field.choices:
        return _choice_field(field, **kwargs)
    if isinstance(field, LineField):
        return field.formfield(form_class=LineInput, **kwargs)
    if isinstance(field, ProseField):
        widget = kwargs.pop("widget", None) or forms.Textarea(attrs={"rows": 3})
        limit = {"max_length": field.max_length or MAX_PROSE}
        return field.formfield(form_class=ProseInput, widget=widget, **limit | kwargs)
    # What their own `formfield` would add (limits of the column, a calendar) these do without.
    plain: type[forms.Field] | None = None
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        plain = DayInput
    elif isinstance(field, models.TimeField):
        plain = ClockInput
    elif isinstance(field, models.DecimalField):
        plain = DecimalInput
    elif isinstance(field, models.IntegerField) and field.name == "year":
        plain = YearInput
    return (
        models.Field.formfield(field, form_class=plain, **kwargs)
        if plain
        else field.formfield(**kwargs)
    )


class VietnameseMeta:
    """The base of `class Meta` of a form that edits a row.

    `empty_labels` gives the empty line of a select where the usual words do not fit.
    """

    formfield_callback = staticmethod(vietnamese_field)
    empty_labels: ClassVar[Mapping[str, str]] = {}


class CrispyModelForm(CrispyForm, forms.ModelForm):
    """Reads what was typed into the fields of a row, and changes no row.

    The service cleans the row once it holds it locked; `put_errors` brings its sentences back.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if year := getattr(self.instance, "year", None):
            use_year(self, year)
        meta = getattr(self, "Meta", VietnameseMeta)
        for name, words in getattr(meta, "empty_labels", {}).items():
            field = self.fields[name]
            if hasattr(field, "empty_label"):
                field.empty_label = words
            else:
                field.choices = [("", words), *(c for c in field.choices if c[0] != "")]

    def _post_clean(self) -> None:
        # Django would set the values on the instance here, and clean it a first time.
        pass

    def values(self) -> dict[str, Any]:
        """The typed value of each field of the model; only after `is_valid()`."""
        known = {field.name for field in self._meta.model._meta.concrete_fields}
        return {name: value for name, value in self.cleaned_data.items() if name in known}


def put_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put a service's sentences at the fields they concern; the rest stands above the form."""
    at = places_of_sentences(getattr(form, "places", {}))
    for name, errors in getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]}).items():
        for one in errors:
            for message in one.messages:
                place = at.get(message) if name == NON_FIELD_ERRORS else name
                form.add_error(place if place in form.fields else None, message)


def explain_lost_file(form: forms.BaseForm, request: HttpRequest) -> None:
    """When the server could not store the uploaded file, show that reason at its field instead of
    “this field is required”."""
    if trouble := getattr(request, "upload_trouble", None):
        field = form.fields["file"]
        field.required = True
        field.error_messages["required"] = trouble.reason


def places_of_sentences(places: Mapping[str, str]) -> dict[str, str]:
    """The sentence of each constraint that has a place, and the place."""
    if not places:
        return {}
    return {
        str(constraint.violation_error_message): places[constraint.name]
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.name in places
    }
