"""Forms that edit a row: fields from the model, errors at their place."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import engines
from django.template.loader import render_to_string

from ntm_project.common.forms import MAX_PROSE, CrispyModelForm, VietnameseMeta, put_errors
from tasks.models import Plan, Target, Task
from villages.models import Posting


class TargetForm(CrispyModelForm):
    class Meta(VietnameseMeta):
        model = Target
        fields = ["text", "comparator", "value", "unit_words"]
        empty_labels = {"comparator": "Không nêu"}


class PlanForm(CrispyModelForm):
    extra = forms.CharField(required=False)

    class Meta(VietnameseMeta):
        model = Plan
        fields = ["year", "kind", "title", "note"]
        widgets = {"title": forms.Textarea(attrs={"rows": 7})}


class PostingForm(CrispyModelForm):
    places = {"posting_dates_in_order": "ends_on"}

    class Meta(VietnameseMeta):
        model = Posting
        fields = ["role", "title", "starts_on", "ends_on"]


TYPED = {
    "year": "2024",
    "kind": " Kế  hoạch ",
    "title": "Một\u200b\r\nhai ",
    "note": "",
    "extra": "x",
}


def test_a_form_takes_label_help_and_limit_from_the_model() -> None:
    form = PlanForm()
    assert form.fields["kind"].label == "Tên loại văn bản"
    assert form.fields["kind"].max_length == 60
    assert form.fields["title"].widget.attrs["rows"] == 7
    assert form.fields["note"].max_length == (Plan._meta.get_field("note").max_length or MAX_PROSE)
    assert not form.fields["note"].required


def test_typed_text_comes_back_clean_as_values_of_the_model() -> None:
    form = PlanForm(TYPED)
    assert form.is_valid(), form.errors
    assert form.values() == {"year": 2024, "kind": "Kế hoạch", "title": "Một\nhai", "note": ""}


def test_a_form_changes_no_row() -> None:
    plan = Plan(year=2023, kind="Báo cáo", title="Cũ")
    form = PlanForm(TYPED, instance=plan)
    assert form.is_valid()
    assert (plan.year, plan.kind, plan.title) == (2023, "Báo cáo", "Cũ")


def test_a_row_is_shown_as_vietnamese_offices_write_it() -> None:
    form = PostingForm(instance=Posting(starts_on=date(2024, 3, 31)))
    assert "31/" in str(form["starts_on"])
    assert "2024-" not in str(form["starts_on"])
    assert "1.234,5" in str(TargetForm(instance=Target(value=Decimal("1234.5")))["value"])


def test_days_and_numbers_are_read_the_vietnamese_way() -> None:
    form = TargetForm({"text": "a", "value": "1.234,5", "comparator": ""})
    assert form.is_valid(), form.errors
    assert form.values()["value"] == Decimal("1234.5")
    posting = PostingForm({"role": "clerk", "title": "Văn thư", "starts_on": "05/03/2024"})
    posting.is_valid()
    assert posting.cleaned_data["starts_on"] == date(2024, 3, 5)
    bad = PostingForm({"starts_on": "31/02/2024"})
    assert bad.errors["starts_on"] == ["Tháng 2 năm 2024 không có ngày 31."]


def test_selects_have_a_vietnamese_empty_line() -> None:
    assert TargetForm().fields["comparator"].choices[0] == ("", "Không nêu")
    role = Posting._meta.get_field("role").verbose_name
    assert PostingForm().fields["role"].choices[0] == ("", f"Chọn {role}")

    class AnyTask(CrispyModelForm):
        class Meta(VietnameseMeta):
            model = Task
            fields = ["unit", "criterion"]

    unit = Task._meta.get_field("unit").verbose_name
    assert AnyTask().fields["unit"].empty_label == f"Chọn {unit}"
    assert AnyTask().fields["criterion"].empty_label == "Chưa chọn"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValidationError("Chung."), {"__all__": ["Chung."]}),
        (ValidationError({"title": "Thiếu."}), {"title": ["Thiếu."]}),
        (ValidationError({"version": "Cũ."}), {"__all__": ["Cũ."]}),
        (
            ValidationError(
                {"__all__": ["Ngày thôi giữ chức vụ phải bằng hoặc sau ngày bắt đầu.", "Khác."]}
            ),
            {
                "ends_on": ["Ngày thôi giữ chức vụ phải bằng hoặc sau ngày bắt đầu."],
                "__all__": ["Khác."],
            },
        ),
    ],
)
def test_sentences_of_a_service_stand_where_they_belong(error: Any, expected: Any) -> None:
    form = PostingForm({"role": "clerk", "title": "Văn thư"})
    assert form.is_valid(), form.errors
    put_errors(form, error)
    assert form.errors == expected


def test_the_helper_draws_the_fields_and_leaves_form_and_token_to_the_template() -> None:
    source = "{% crispy form %}"
    drawn = engines["django"].from_string(source).render({"form": PlanForm(TYPED)})
    assert "<form" not in drawn
    assert "csrf" not in drawn
    assert 'name="title"' in drawn
    assert "Tên loại văn bản" in drawn


def test_the_seen_version_is_a_plain_number() -> None:
    assert 'value="1234"' in render_to_string("components/seen_version.html", {"version": 1234})
