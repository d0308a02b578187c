"""Tables over many assessments: the communes of an upper unit, its tallies, who supervises what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from criteria.models import Assessment, Tally
from ntm_project.common.dates import format_day
from ntm_project.common.draw.charts import bar
from ntm_project.common.html import badge, join
from ntm_project.common.tables import Column, render_table
from reports import links
from reports.queries.record import Record
from reports.queries.regions import TalliedSet
from reports.tables import linked


def communes_table(rows: Iterable[Assessment], year: int | None) -> SafeString:
    """The communes of an upper unit: met of total, unknown, contradicting."""
    columns: list[Column[Any]] = [
        Column(
            "unit",
            "Xã",
            lambda a: linked(links.board(a.unit_id, nam=year), a.unit.title_name),
            is_row_header=True,
        ),
        Column("set", "Bộ tiêu chí", _set_cell),
        Column(
            "met",
            "Đạt",
            lambda a: linked(
                links.address("reports:assessment", a.pk), f"{a.met}/{a.total}", class_="nowrap"
            ),
            align="end",
        ),
        Column(
            "bar", "Tiến độ", lambda a: bar(a.met, a.total, label="Tiêu chí đạt"), css="cell-bar"
        ),
        Column("unknown", "Chưa rõ", lambda a: a.unknown, align="end"),
        Column("contradicting", "Chỉ tiêu trái số liệu", _contradicting_cell, align="end"),
        Column("target", "Phấn đấu", lambda a: format_day(a.target_on) if a.target_on else "–"),
    ]
    return render_table(
        columns,
        rows,
        caption="Các xã và số tiêu chí đạt",
        empty="Chưa có xã nào mở đánh giá trong năm này.",
    )


def _set_cell(assessment: Assessment) -> object:
    made = assessment.criteria_set
    unverified = made.unverified_words
    if not unverified:
        return made.short_name
    return join([made.short_name, " ", badge(unverified, "amber")])


def _contradicting_cell(assessment: Any) -> object:
    count = assessment.contradicting or 0
    return badge(count, "red") if count else "0"


@dataclass(frozen=True)
class TallySection:
    title: str
    unverified: str
    table: SafeString


def tally_section(made: TalliedSet) -> TallySection:
    """How many units below met each criterion of a set."""
    columns: list[Column[Tally]] = [
        Column("number", "Số", lambda t: t.criterion.number, align="end"),
        Column("name", "Tiêu chí", lambda t: t.criterion.name, is_row_header=True),
        Column("met", "Đạt", lambda t: t.met, align="end"),
        Column("not_met", "Chưa đạt", lambda t: t.not_met, align="end"),
        Column("unknown", "Chưa rõ", lambda t: t.unknown, align="end"),
        Column(
            "bar",
            "Tỷ lệ đạt",
            lambda t: bar(t.met, t.met + t.not_met + t.unknown, label="Đơn vị đạt"),
            css="cell-bar",
        ),
    ]
    table = render_table(columns, made.rows, caption=f"Số đơn vị đạt từng tiêu chí: {made.name}")
    return TallySection(made.name, made.unverified, table)


def supervisions_table(record: Record) -> SafeString:
    """Assessment by assessment: how many criteria have one leader, none, or several."""

    def counts(assessment: Assessment) -> list[int]:
        return _leader_counts(record, assessment)

    def state(assessment: Assessment) -> object:
        return _leader_badges(counts(assessment))

    columns: list[Column[Assessment]] = [
        Column(
            "assessment",
            "Đánh giá",
            lambda a: linked(links.supervision(a.pk), str(a)),
            is_row_header=True,
        ),
        Column(
            "one",
            "Đã phân công",
            lambda a: f"{sum(c > 0 for c in counts(a))}/{len(counts(a))}",
            align="end",
        ),
        Column("state", "Tình trạng", state),
    ]
    return render_table(
        columns,
        record.assessments,
        caption="Phân công lãnh đạo phụ trách tiêu chí",
        empty="Chưa có đánh giá nào trong phạm vi.",
    )


def _leader_counts(record: Record, assessment: Assessment) -> list[int]:
    return [
        len(record.leaders.get((assessment.pk, s.criterion_id), ()))
        for s in record.standings_of(assessment)
    ]


def _leader_badges(found: list[int]) -> object:
    if not any(found):
        return badge("Chưa phân công")
    words = [
        badge(f"{n} tiêu chí {what}", "amber")
        for n, what in (
            (sum(c == 0 for c in found), "chưa có lãnh đạo"),
            (sum(c > 1 for c in found), "có từ hai lãnh đạo"),
        )
        if n
    ]
    return join(words, " ") if words else badge("Đủ, mỗi tiêu chí một người", "green")
