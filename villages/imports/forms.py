"""The forms of an import: the file, and the columns."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from ntm_project.common.forms import CrispyForm
from ntm_project.common.tables.book import MOST_BYTES, TOO_LARGE
from villages.imports.columns import Column
from villages.imports.run_table import Reading

NOT_TAKEN = "Không nhập cột này"


class ListFileForm(CrispyForm, forms.Form):
    """The file that holds the list."""

    file = forms.FileField(
        label="Tệp Excel hoặc CSV",
        help_text=f".xlsx, .xls, .ods hoặc .csv, tối đa {MOST_BYTES // 1_000_000} MB. "
        "Chọn xong sẽ xem trước, chưa ghi gì.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.xlsb,.ods,.csv,.txt,.tsv"}),
        error_messages={"required": "Hãy chọn tệp."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


class SheetForm(CrispyForm, forms.Form):
    """Which sheet of the file holds the list, and which of its rows names the columns."""

    sheet = forms.ChoiceField(label="Trang của tệp")
    head_row = forms.ChoiceField(
        label="Dòng tên cột", help_text="Tên cột gồm nhiều dòng thì chọn dòng trên cùng."
    )

    def __init__(
        self, *args: Any, sheets: Sequence[str], rows: Iterable[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in sheets]
        if len(sheets) < 2:
            self.fields["sheet"].widget = forms.HiddenInput()
        self.fields["head_row"].choices = [(at, f"Dòng {at}: {words}") for at, words in rows]


class ColumnsForm(CrispyForm, forms.Form):
    """What each column of the table is; one field a column, in the order of the file."""

    def __init__(
        self, *args: Any, reading: Reading, columns: Sequence[Column], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", NOT_TAKEN)]
        offered += [(c.name, f"{c.heading} *" if c.is_needed else c.heading) for c in columns]
        for at, match in enumerate(reading.matches):
            heading = match.heading or f"Cột {reading.table.letter(at)}, không có tên"
            self.fields[f"cot-{at}"] = forms.ChoiceField(
                label=heading,
                choices=offered,
                required=False,
                initial=match.name,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def names(self) -> list[str]:
        """The field of each column, in order; only after `is_valid()`."""
        return [self.cleaned_data[name] for name in self.fields]
