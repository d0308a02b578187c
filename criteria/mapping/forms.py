"""What the keeper of the sets types of a mapping."""

from collections.abc import Sequence
from typing import Any

from django import forms

from criteria.enums import MappingKind
from criteria.forms.assessments import SetChoice
from criteria.mapping.queries import MappingLine
from criteria.mapping.rules import OF_OLD, choice_errors
from criteria.mapping.services import MappingChoice
from criteria.models import CriteriaSet, Indicator, MappedIndicator, SetMapping
from ntm_project.common.forms import (
    CrispyForm,
    CrispyModelForm,
    VietnameseMeta,
    vietnamese_field,
)
from ntm_project.common.text import shortened

_HELP = {
    MappingKind.SAME: "cùng nội dung, cùng mức: lấy nguyên kết quả",
    MappingKind.LEVEL: "cùng nội dung, mức khác: lấy số liệu, xét lại",
    MappingKind.REWORDED: "nội dung sửa: lấy số liệu nếu cùng cách đo, xét lại",
    MappingKind.SPLIT: "thành nhiều chỉ tiêu mới: từng chỉ tiêu xét lại",
    MappingKind.MERGED: "nhiều chỉ tiêu cũ nhập làm một: xét lại",
    MappingKind.DROPPED: "bộ mới không còn; kết quả giữ ở đánh giá cũ",
}


class BeginMappingForm(CrispyModelForm):
    """Which set the new one comes in the place of."""

    old_set = SetChoice(
        label="Bộ cũ", queryset=CriteriaSet.objects.none(), empty_label="Chọn bộ cũ"
    )

    class Meta(VietnameseMeta):
        model = SetMapping
        fields = ["old_set", "source", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}


def _label(indicator: Indicator) -> str:
    levels = indicator.known_levels.current or indicator.known_levels.every_lent
    level = f" ({levels[0].display})" if levels else ""
    return f"{indicator.code} {shortened(indicator.wording, 160)}{level}"


class SettleForm(CrispyForm, forms.Form):
    """What becomes of one old indicator."""

    kind = forms.ChoiceField(
        label="Thay đổi",
        choices=[(kind.value, f"{kind.label}: {_HELP[kind]}") for kind in OF_OLD],
        widget=forms.RadioSelect,
    )
    news = forms.TypedMultipleChoiceField(
        label="Trong bộ mới",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = vietnamese_field(MappedIndicator._meta.get_field("note"))
    source = vietnamese_field(MappedIndicator._meta.get_field("source"))

    def __init__(
        self,
        *args: Any,
        line: MappingLine,
        news: Sequence[Indicator],
        likeliest: Sequence[Indicator],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", _initial(line))
        super().__init__(*args, **kwargs)
        self.line, self.by_pk = line, {row.pk: row for row in news}
        self.fields["news"].choices = _groups(news, likeliest, line.news)

    def choice(self) -> MappingChoice:
        typed = self.cleaned_data
        news = [self.by_pk[pk] for pk in typed["news"]]
        return MappingChoice(typed["kind"], news, typed["note"], typed["source"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            choice = self.choice()
            for name, sentence in choice_errors(self.line.old, choice.kind, choice.news).items():
                self.add_error(name, sentence)
        return cleaned


def _initial(line: MappingLine) -> dict[str, Any]:
    """The initial values: what is settled, else what is proposed."""
    if line.rows:
        row = line.rows[0]
        news = [new.pk for new in line.news]
        return {"kind": row.kind, "news": news, "note": row.note, "source": row.source}
    if line.offer is None:
        return {}
    return {"kind": line.offer.kind, "news": [new.pk for new in line.offer.news]}


def _groups(
    news: Sequence[Indicator], likeliest: Sequence[Indicator], chosen: Sequence[Indicator]
) -> list[tuple[str, list[tuple[int, str]]]]:
    """The new indicators: those chosen or likeliest first, the others by criterion."""
    first = {row.pk: row for row in [*chosen, *likeliest]}
    groups: dict[str, list[tuple[int, str]]] = {}
    for row in news:
        at = row.criterion.numbered
        if row.pk not in first:
            groups.setdefault(at, []).append((row.pk, _label(row)))
    by_pk = {row.pk: row for row in news}
    top = [(pk, _label(by_pk[pk])) for pk in first if pk in by_pk]
    return [("Gần giống nhất", top), *groups.items()] if top else list(groups.items())
