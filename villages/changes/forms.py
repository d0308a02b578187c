"""What a person types of a change of units."""

from django import forms

from ntm_project.common.dates import format_day
from ntm_project.common.forms import CrispyForm, DayInput, LineInput, ProseInput


class ChangeForm(CrispyForm, forms.Form):
    """The act, its day, and which units become which."""

    act = LineInput(
        label="Số, ký hiệu văn bản",
        max_length=100,
        help_text="Ví dụ: Nghị quyết số 1658/NQ-UBTVQH15. Thôn, tổ dân phố: nghị quyết của HĐND "
        "xã (Nghị định 185/2026/NĐ-CP).",
    )
    act_on = DayInput(label="Ngày ban hành")
    issuer = LineInput(
        label="Cơ quan ban hành", max_length=120, help_text="Ví dụ: Ủy ban Thường vụ Quốc hội."
    )
    on = DayInput(label="Có hiệu lực từ ngày")
    lines = ProseInput(
        label="Đơn vị nào thành đơn vị nào, mỗi dòng một việc",
        rows=6,
        max_length=10_000,
        help_text="Sáp nhập: Mai Hạ + Giáp Ngũ → Mai Giáp. Chia tách: Vọng Giang → Vọng Thượng + "
        "Vọng Hạ. Đổi tên: Thắng Lợi → Chiến Thắng. Chuyển về đây: Trung Tâm (Bắc Lý) → Trung Tâm. "
        "Hoặc chép câu của văn bản: Sáp nhập thôn Mai Hạ và thôn Giáp Ngũ thành thôn Mai Giáp.",
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        on, act_on = cleaned.get("on"), cleaned.get("act_on")
        if on and act_on and on < act_on:
            self.add_error("on", "Ngày có hiệu lực phải bằng hoặc sau ngày ban hành văn bản.")
        return cleaned

    @property
    def act_words(self) -> str:
        """`Nghị quyết số 1658/NQ-UBTVQH15 ngày 16/6/2025 của Ủy ban Thường vụ Quốc hội`."""
        act, day, issuer = (self.cleaned_data[name] for name in ("act", "act_on", "issuer"))
        return f"{act} ngày {format_day(day)} của {issuer}"
