"""The targets given to each village, as an appendix of the plan (`docs/domain/documents.md` f)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.text import capfirst

from criteria.enums import Comparator, IndicatorKind
from criteria.models import Result
from ntm_project.common.numbers import format_count, format_decimal
from ntm_project.common.text import fold, uncapitalised
from reports.documents.blocks import (
    Appendix,
    Block,
    Cell,
    Document,
    NationalHeader,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
    TableColumn,
    Title,
)
from reports.documents.kind import DocumentKind
from reports.documents.kinds.plan.document import issuer_in_a_sentence
from reports.documents.kinds.plan.goals import (
    figure_words,
    is_out_of,
    target_words,
    unit_of_measure,
)
from reports.documents.kinds.plan.rows import number_of_plan
from reports.documents.number_room import LANDSCAPE_WIDTH, words_fit
from tasks.models import Plan, Target
from villages.enums import UnitLevel
from villages.models import Unit
from villages.nouns import nouns_of

MOST_ACROSS = 12  # villages that stand side by side; more stand below each other
TARGETS_ACROSS = 8  # targets of one table, where the villages stand below each other
NOT_ADDED = "–"
MOST_NAMED = 5  # targets of one doubt
# A level or rank of one village; no sum of them means anything.
_LEVELS = {"muc", "muc do", "cap do", "hang", "bac"}
_TIMES = {"nam", "quy", "thang", "tuan", "ngay", "vu"}  # `hộ/năm` is added, `m2/người` is not


@dataclass(frozen=True)
class Given:
    """One target with what each village is given, and the commune itself where it is."""

    words: str
    unit_words: str
    kind: str
    by_village: dict[int, Target]
    whole: Target | None
    weights: dict[int, Decimal]

    @property
    def is_percent(self) -> bool:
        percents = (IndicatorKind.PERCENT, IndicatorKind.GROWTH)
        return self.kind in percents or "%" in self.unit_words

    @property
    def is_added(self) -> bool:
        """Whether the whole is the sum: of an amount, not of a level, a mean or what each has."""
        unit = fold(self.unit_words)
        each = any(part.strip() not in _TIMES for part in unit.split("/")[1:])
        is_mean = each or "binh quan" in fold(self.words)
        return not (is_mean or unit in _LEVELS or self.kind == IndicatorKind.GRADE)

    def cell(self, village: Unit) -> str:
        target = self.by_village.get(village.pk)
        return target_words(target) if target else ""

    @property
    def total(self) -> str:
        """Counts and money are added, percentages weighed where every weight is known, what has
        no figure is counted; what can be none of these is left to the commune's own target."""
        if self.whole is not None:
            return target_words(self.whole)
        found = list(self.by_village.values())
        if all(target.value is None for target in found):
            villages = (target.assessment.unit for target in found)
            return f"{format_count(len(found))} {nouns_of(villages)}"
        low = self._of_all({pk: one.value for pk, one in self.by_village.items()})
        if low is None or self._mixed:
            return NOT_ADDED
        high = None
        if any(target.value_max is not None for target in found):
            high = self._of_all({pk: _most(one) for pk, one in self.by_village.items()})
        return figure_words(found[0].comparator, low, high, is_out_of(found[0]))

    @property
    def why_none(self) -> str:
        """Why no figure is given for the whole commune, or ""."""
        if self.total != NOT_ADDED:
            return ""
        if self._mixed:
            return self._mixed
        if any(target.value is None for target in self.by_village.values()):
            return "chỉ một số nơi có số"
        if self.is_percent:
            return "tỷ lệ không cộng được và chưa đủ tổng số để tính bình quân"
        return "mức bình quân, xếp loại không cộng được"

    @property
    def _mixed(self) -> str:
        """What the figures of the villages are not all alike in, or ""."""
        found = [target for target in self.by_village.values() if target.value is not None]
        units = {unit_of_measure(target) or self.unit_words for target in found}
        if len({unit.casefold() for unit in units}) > 1:
            return f"đơn vị tính khác nhau ({', '.join(sorted(units))})"
        if len({target.comparator or Comparator.EQ for target in found}) > 1:
            return "dấu khác nhau, nơi “ít nhất”, nơi “nhiều nhất” hoặc “bằng”"
        if len(set(map(is_out_of, found))) > 1:
            return "nơi ghi “số này trên số kia”, nơi ghi một số"
        return ""

    def _of_all(self, values: Mapping[int, Decimal | None]) -> Decimal | None:
        """The value of the whole commune; None where it follows from no sum and no mean."""
        known = {pk: value for pk, value in values.items() if value is not None}
        if len(known) < len(values):
            return None
        if self.is_percent:
            return _weighed(known, self.weights)
        return sum(known.values(), Decimal(0)) if self.is_added else None


def _most(target: Target) -> Decimal | None:
    """The upper end of what a village is given."""
    return target.value if target.value_max is None else target.value_max


def _weighed(values: Mapping[int, Decimal], weights: Mapping[int, Decimal]) -> Decimal | None:
    if not all(weights.get(pk) for pk in values):
        return None
    whole = sum((weights[pk] for pk in values), Decimal(0))
    mean = sum((value * weights[pk] for pk, value in values.items()), Decimal(0)) / whole
    return mean.quantize(Decimal("0.01"))


def goal_words(target: Target) -> str:
    """The goal without what its column and cell state: the village, and the value it ends with."""
    village = re.escape(target.assessment.unit.full_name)
    text = re.sub(
        rf"(?<=\S)\s+(?:(?:của|ở|tại|trên địa bàn)\s+)?{village}(?!\w)",
        "",
        target.text,
        flags=re.IGNORECASE,
    )
    if target.value is None or target.value_max is not None:
        return text
    value = re.escape(format_decimal(target.value))
    unit = re.escape(unit_of_measure(target))
    return re.sub(rf"(?<=\S),?\s+đạt\s+[≥≤><]?\s*{value}\s*{unit}[\s.;]*$", "", text)


@dataclass(frozen=True)
class TargetRows:
    """The plan's targets by what they are of, and the villages that have any."""

    plan: Plan
    villages: list[Unit]
    given: list[Given]
    plan_number: str

    @cached_property
    def is_wide(self) -> bool:
        """Whether the villages stand side by side: few enough, each figure whole in its column."""
        return len(self.villages) <= MOST_ACROSS and _fits(_side_by_side(self))

    @property
    def given_to(self) -> str:
        """`giao các thôn`; of a single one its name."""
        return _given_to(self.villages)

    @property
    def line(self) -> str:
        """The word for what holds the figures of one village: "cột" or "dòng"."""
        return "cột" if self.is_wide else "dòng"

    @property
    def noun(self) -> str:
        """What the plan's villages are called."""
        return nouns_of(self.villages)

    @property
    def whole(self) -> str:
        """The commune as the sum of its villages."""
        return f"Toàn {self.plan.unit.noun}"


def target_rows(plan: Plan) -> TargetRows:
    """All targets of the plan's villages, in a constant number of queries."""
    related = ("assessment__unit", "criterion", "indicator")
    rows = list(plan.targets.select_related(*related).order_by("order", "pk"))
    units = {row.assessment.unit_id: row.assessment.unit for row in rows}
    groups: dict[object, list[Target]] = {}
    for row in rows:
        if row.criterion_id is not None:  # a goal, not the recognition itself
            words = goal_words(row).casefold()
            same = row.indicator_id or (row.criterion_id, words, unit_of_measure(row))
            groups.setdefault(same, []).append(row)
    weights = _weights(row for row in rows if row.indicator_id)
    given = [_given(group, weights) for group in groups.values()]
    given = [one for one in given if one.by_village]
    having = {pk for one in given for pk in one.by_village}
    villages = [unit for unit in units.values() if unit.pk in having]
    villages.sort(key=lambda unit: (unit.order, unit.name_key, unit.pk))
    return TargetRows(plan, villages, given, number_of_plan(plan.pk))


def _weights(targets: Iterable[Target]) -> dict[tuple[int, int], Decimal]:
    """(indicator, village) → of how many the village's result is a share."""
    pairs = {(t.assessment_id, t.indicator_id): t.assessment.unit_id for t in targets}
    results = Result.objects.filter(
        assessment__in={pair[0] for pair in pairs},
        indicator__in={pair[1] for pair in pairs},
        denominator__isnull=False,
    )
    found: dict[tuple[int, int], Decimal] = {}
    for assessment, indicator, weight in results.values_list(
        "assessment", "indicator", "denominator"
    ):
        village = pairs.get((assessment, indicator))
        if village is not None and weight is not None:
            found[indicator, village] = weight
    return found


def _given(group: Sequence[Target], weights: dict[tuple[int, int], Decimal]) -> Given:
    first = group[0]
    indicator = first.indicator
    own = {t.assessment.unit_id: t for t in group if t.assessment.unit.is_village}
    whole = next((t for t in group if not t.assessment.unit.is_village), None)
    return Given(
        words=capfirst(goal_words(first)),
        unit_words=unit_of_measure(first) or (indicator.unit_words if indicator else ""),
        kind=indicator.kind if indicator else "",
        by_village=own,
        whole=whole,
        weights={pk: weights[first.indicator_id, pk] for pk in own
                 if first.indicator_id and (first.indicator_id, pk) in weights},
    )  # fmt: skip


def _to_read(rows: TargetRows) -> str:
    """How several find their own targets; one has no other beside its own."""
    return f"; mỗi {rows.noun} đọc theo {rows.line} mang tên mình" if len(rows.villages) > 1 else ""


def targets_document(rows: TargetRows) -> Document:
    """A first sheet that names the plan, and the matrix in landscape."""
    plan = rows.plan
    return Document(
        header=NationalHeader(
            issuer_lines=tuple((line, True) for line in plan.issuer.splitlines()),
            symbol="",
            place=plan.place,
            year=plan.year,
        ),
        title=Title("BIỂU CHỈ TIÊU", (f"{capfirst(rows.given_to)} năm {plan.year}",)),
        blocks=(
            Paragraph(
                f"Chỉ tiêu giao {format_count(len(rows.villages))} {rows.noun} theo {plan.kind} "
                f"năm {plan.year} của {plan.unit.full_name} có Phụ lục kèm theo{_to_read(rows)}"
            ),
        ),
        signature=Signature(("NGƯỜI LẬP BIỂU",)),
        recipients=Recipients(()),
        appendices=(
            Appendix(
                f"Chỉ tiêu {rows.given_to} năm {plan.year}",
                tuple(_tables(rows)),
                note=f"(Kèm theo {plan.kind}{_numbered(rows)} của {issuer_in_a_sentence(plan)})",
                landscape=True,
            ),
        ),
    )


def _numbered(rows: TargetRows) -> str:
    """` số 05/KH-UBND ngày 15/8/2024`; of a plan that is not issued what every paper calls it by,
    since a number written by hand on each copy is none that the register has given."""
    return rows.plan_number or f" năm {rows.plan.year}"


def _tables(rows: TargetRows) -> Iterator[Block]:
    if rows.is_wide:
        yield _side_by_side(rows)
        return
    for across in range(TARGETS_ACROSS, 0, -1):
        starts = range(0, len(rows.given), across)
        tables = [_below_each_other(rows, rows.given[at : at + across]) for at in starts]
        if all(map(_fits, tables)):
            break
    yield from tables


def _fits(table: Table) -> bool:
    return words_fit(table, LANDSCAPE_WIDTH)


def targets_doubts(rows: TargetRows) -> tuple[str, ...]:
    """The doubts shown beside the paper: its plan has no number yet, and what the dash for the
    whole commune means."""
    unnumbered = (
        "Kế hoạch chưa phát hành nên biểu chỉ nêu tên và năm của kế hoạch; phát hành xong, biểu "
        "nêu số và ngày của kế hoạch.",
    )
    found = () if rows.plan_number else unnumbered
    return (*found, *_dashes(rows))


def _dashes(rows: TargetRows) -> Iterator[str]:
    """Why the whole commune has no figure, each reason with the targets of which it holds."""
    named: dict[str, list[str]] = {}
    for one in rows.given:
        if reason := one.why_none:
            named.setdefault(reason, []).append(f"“{one.words}”")
    for reason, targets in named.items():
        of = f"{'; '.join(targets[:MOST_NAMED])}{'…' if len(targets) > MOST_NAMED else ''}"
        yield f"Dấu {NOT_ADDED} ở {rows.line} {uncapitalised(rows.whole)}: {of}: {reason}."


def _side_by_side(rows: TargetRows) -> Table:
    villages = rows.villages
    columns = (
        TableColumn(1, "center"), TableColumn(6.5), TableColumn(1.8, "center"),
        *(TableColumn(1.7, "center") for _ in villages), TableColumn(1.8, "center"),
    )  # fmt: skip
    head = ("TT", "Chỉ tiêu", "ĐVT", *(unit.title_name for unit in villages), rows.whole)
    lines = tuple(
        Row((str(at), one.words, one.unit_words, *(one.cell(unit) for unit in villages),
             Cell(one.total, bold=True)))
        for at, one in enumerate(rows.given, start=1)
    )  # fmt: skip
    return Table(columns, (head,), lines, font_size=11)


def _below_each_other(rows: TargetRows, given: Sequence[Given]) -> Table:
    columns = (
        TableColumn(1, "center"),
        TableColumn(4),
        *(TableColumn(2.6, "center") for _ in given),
    )
    words = (f"{one.words}{f' ({one.unit_words})' if one.unit_words else ''}" for one in given)
    lines = [
        Row((str(at), unit.title_name, *(one.cell(unit) for one in given)))
        for at, unit in enumerate(rows.villages, start=1)
    ]
    total = Row(("", rows.whole, *(one.total for one in given)), kind="total")
    return Table(columns, (("TT", capfirst(rows.noun), *words),), (*lines, total), font_size=11)


def has_targets(plan: Plan) -> bool:
    """Whether the plan gives any village a target of a criterion."""
    given = plan.targets.filter(assessment__unit__level=UnitLevel.VILLAGE)
    return given.filter(criterion__isnull=False).exists()


def _given_to(villages: Sequence[Unit]) -> str:
    if len(villages) == 1:
        return f"giao {villages[0].full_name}"
    return f"giao các {nouns_of(villages)}"


def _title_words(plan: Plan) -> str:
    """`giao các xóm`: to whom the plan gives its targets, as they are called."""
    given = Unit.objects.filter(level=UnitLevel.VILLAGE, assessments__targets__plan=plan)
    return _given_to(list(given.in_order().distinct()))


KIND: DocumentKind[Plan, TargetRows] = DocumentKind(
    slug="village_targets",
    title="Biểu chỉ tiêu giao",
    about=lambda plan: f"{capfirst(_title_words(plan))}, {plan}",
    preview_path="ke-hoach/<key:pk>/chi-tieu-thon/",
    page="tasks:plan",
    back="Về kế hoạch",
    button="Biểu chỉ tiêu giao",
    model=Plan,
    related=("unit",),
    rows=target_rows,
    document=targets_document,
    doubts=targets_doubts,
    exists=has_targets,
    file_name=lambda plan: f"Chỉ tiêu {_title_words(plan)} {plan.unit.name} {plan.year}",
)
