"""One page with every component in every state, to look at and to photograph."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ntm_project.common.choices import RowChoice, choices_answer
from ntm_project.common.draw import charts
from ntm_project.common.draw.tiles import STATE_WORDS
from ntm_project.common.forms import CrispyForm
from ntm_project.common.icons import SHAPES
from ntm_project.common.templatetags.common_tags import BADGE_TONES
from ntm_project.common.views import reads

STATES = tuple(STATE_WORDS)
NEXT_STATE_OF_A_CRITERION = ("met", "partial", "not_met", "met", "contradicting", "met", "unknown")


class SampleForm(CrispyForm, forms.Form):
    """A form with one field of each kind, shown with and without errors."""

    claim = forms.ChoiceField(
        label="Xã tự đánh giá",
        choices=[("met", "Đạt"), ("not_met", "Chưa đạt"), ("not_applicable", "Không áp dụng")],
        widget=forms.RadioSelect,
    )
    value = forms.DecimalField(
        label="Kết quả (%)",
        localize=True,
        help_text="Dùng dấu phẩy cho phần thập phân, ví dụ 41,2.",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    as_of = forms.DateField(label="Tính đến ngày", help_text="Ví dụ 15/8/2024.")
    village = forms.ChoiceField(
        label="Thôn", choices=[("", "Chọn thôn"), ("1", "Thắng Lợi"), ("2", "Mai Hạ")]
    )
    table = RowChoice(
        ContentType.objects.order_by("app_label", "model"),
        label="Bảng dữ liệu, tải khi mở",
        required=False,
        empty_label="Chưa chọn",
    )
    note = forms.CharField(
        label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_sure = forms.BooleanField(label="Đã đối chiếu với minh chứng", required=False)


@dataclass(frozen=True)
class SampleRow:
    """A criterion as the sample table shows it."""

    number: int
    name: str
    state: str
    indicators: tuple[str, ...]
    leader: str
    overdue: int
    due: str

    @property
    def dots(self) -> list[tuple[str, str]]:
        return [(state, "Chỉ tiêu") for state in self.indicators]


ROWS = (
    SampleRow(6, "Văn hóa", "partial", ("met", "partial", "not_met"), "Đinh Văn Tám", 0, "quý IV"),
    SampleRow(
        7, "Cơ sở hạ tầng thương mại nông thôn", "not_met", ("not_met",), "Ngô Văn Đồng", 0, "T10"
    ),
    SampleRow(
        13,
        "Tổ chức sản xuất và phát triển kinh tế nông thôn",
        "unknown",
        ("met", "partial", "met", "partial", "unknown", "met", "not_applicable", "met"),
        "Ngô Văn Đồng",
        1,
        "quý III/2024",
    ),
    SampleRow(
        18,
        "Chất lượng môi trường sống",
        "contradicting",
        ("contradicting", *("met",) * 7),
        "Tám, Đồng",
        0,
        "tháng 10/2024",
    ),
)


def _chart() -> object:
    start = date(2024, 1, 1)
    return charts.progress_line(
        [(start + timedelta(days=days), 11 + index) for index, days in enumerate((0, 130, 190))]
        + [(date(2024, 8, 15), 13)],
        [(start, 11), (date(2024, 6, 30), 13), (date(2024, 12, 31), 19)],
        19,
        starts_on=start,
        ends_on=date(2024, 12, 31),
    )


def _tiles() -> list[tuple[int, str, bool]]:
    """The nineteen criteria of a commune, as the head of its board shows them."""
    return [(i, NEXT_STATE_OF_A_CRITERION[(i - 1) % 7], i in {2, 8}) for i in range(1, 20)]


def _wrong_form() -> SampleForm:
    return SampleForm(
        {
            "wrong-claim": "met",
            "wrong-value": "bốn mốt",
            "wrong-as_of": "31/02/2024",
            "wrong-village": "",
            "wrong-note": "Đã rà soát cùng trưởng thôn",
        },
        prefix="wrong",
    )


def gallery_context() -> dict[str, Any]:
    """Everything that the gallery shows."""
    return {
        "trail": [("Huyện Hiệp Hòa", "#"), ("Xã Mai Đình", "")],
        "states": STATES,
        "tones": BADGE_TONES,
        "tiles": _tiles(),
        "rows": ROWS,
        "chart": _chart(),
        "icons": sorted(SHAPES),
        "form": SampleForm(),
        "wrong_form": _wrong_form(),
        "page": Paginator(range(640), 25).get_page(7),
    }


@reads
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery, for developers (in debug) and administrators; not there for anybody else."""
    user = request.user
    if not (settings.DEBUG or (user.is_staff and user.has_module_perms("common"))):
        raise Http404
    context = gallery_context()
    if answer := choices_answer(request, context["form"], context["wrong_form"]):
        return answer
    return render(request, "gallery.html", context)
