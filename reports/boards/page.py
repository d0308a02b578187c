"""What the page of a commune's board shows, drawn and printed alike."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, Subquery

from ntm_project.common.draw.charts import StackedColumn
from reports.boards.around import around
from reports.boards.board import Board, commune_board
from reports.boards.commune import STATES, ByMonth, commune_figures, month_words, months_of
from reports.boards.figures import BoardFigure, Figures
from reports.boards.matrix import matrix_of, noun_of_shown
from reports.boards.upper import existing_on
from reports.record import Branch, Record
from tasks.models import Meeting
from villages.access import Access
from villages.enums import UnitLevel
from villages.models import Unit


class Share(NamedTuple):
    """A figure as a bar: of its own total, or beside the others."""

    name: str
    figure: BoardFigure
    of: int


class Month(NamedTuple):
    """A month of tasks: its figure in each state."""

    name: str
    figures: list[BoardFigure | None]


@dataclass
class CommunePage:
    """A commune's board with its figures, matrix and pictures."""

    unit: Unit
    board: Board
    figures: Figures
    by_month: ByMonth
    villages_without: int

    @property
    def is_before_unit(self) -> bool:
        """Whether the unit was not there yet on the day shown."""
        return not self.unit.had_begun(self.board.record.today)

    @property
    def heads(self) -> list[BoardFigure]:
        """The figures on top. Unknown is not unmet: where nobody has judged anything, that stands
        in the place of how much is met; of a day before the first result neither does."""
        names = ["qua-han", "minh-chung", "ho-so", "von"]
        if self.board.boards and not self.board.begins_on:
            names = [f"dat-{self.board.boards[0].assessment.pk}", "chi-tieu", *names]
        found = [self.figures[name] for name in names if name in self.figures]
        return [self._judged(figure) for figure in found]

    def _judged(self, figure: BoardFigure) -> BoardFigure:
        left = self.unjudged(figure)
        return left if left and left.n and left.n == left.total else figure

    def unjudged(self, figure: BoardFigure) -> BoardFigure | None:
        """The figure of what nobody has judged, for a figure of what the unit meets; None for
        others."""
        boards = self.board.boards
        beside = {f"dat-{boards[0].assessment.pk}": "chua-danh-gia"} if boards else {}
        beside["chi-tieu"] = "chi-tieu-chua-danh-gia"
        return self.figures.get(beside.get(figure.slug, ""))

    @property
    def changes(self) -> list[tuple[str, str, BoardFigure]]:
        """What moved since the day compared with: mark, words, figure."""
        marks = (
            ("new", "Mới đạt", "moi-dat"), ("lost", "Không còn đạt", "khong-con-dat"),
            ("late", "Mới quá hạn", "moi-qua-han"), ("done", "Đã xong", "da-xong"),
        )  # fmt: skip
        return [(mark, words, self.figures[name]) for mark, words, name in marks]

    @property
    def matrix(self) -> dict[str, Any]:
        return matrix_of(self.board, self.figures, self.unit.pk, self.villages_without)

    def _shares(self, prefix: str) -> list[Share]:
        found = [f for slug, f in self.figures.items() if slug.startswith(prefix)]
        most = max((f.n for f in found), default=0)
        return [Share(_name_of(f), f, f.total or most) for f in found]

    @property
    def leaders(self) -> list[Share]:
        """Criteria met of those that each leader directs, where it is known which are."""
        return [] if self.board.begins_on else self._shares("phu-trach-")

    @property
    def sources(self) -> list[Share]:
        """Money mobilised, by source."""
        found = [s for s in self._shares("von-") if s.figure.slug != "von-moi"]
        return sorted(found, key=lambda share: -share.figure.n)

    @property
    def villages(self) -> list[Share]:
        """The villages beside each other, by the share of criteria met."""
        found = [
            Share(b.assessment.unit.title_name, f, f.total or 0)
            for b in self.board.boards
            if b.assessment.unit.level == UnitLevel.VILLAGE
            and not b.begins_on
            and (f := self.figures[f"dat-{b.assessment.pk}"])
        ]
        return sorted(found, key=lambda s: (-s.figure.n / max(s.of, 1), s.name))

    @property
    def noun(self) -> str:
        """What the villages are called."""
        return noun_of_shown(self.board)

    @cached_property
    def months(self) -> list[Month]:
        """The tasks of each month, state by state."""
        names = dict.fromkeys(month for month, _ in self.by_month)
        return [
            Month(month_words(m), [self.figures.get(f"thang-{m}-{state}") for state in STATES])
            for m in names
        ]

    @property
    def task_columns(self) -> list[StackedColumn]:
        return [
            StackedColumn(
                month.name.partition("/")[0],
                {s: f.n if f else 0 for s, f in zip(STATES, month.figures, strict=True)},
            )
            for month in self.months
        ]


def _name_of(figure: BoardFigure) -> str:
    return figure.name or figure.label


def commune_page(
    record: Record,
    unit: Unit,
    access: Access,
    *,
    as_of: date | None,
    compared_to: date | None,
    villages: int,
) -> CommunePage:
    """The board of a commune or village with all that its page shows around it."""
    board = commune_board(record, as_of=as_of, compared_to=compared_to)
    beside = around(board.record, Branch([unit], access), as_of)
    by_month = months_of(board)
    figures = commune_figures(board, beside, unit.pk, by_month)
    return CommunePage(unit, board, figures, by_month, _without(record, unit, villages))


def _without(record: Record, unit: Unit, villages: int) -> int:
    """How many villages of a commune nobody assesses in the year."""
    assessed = {
        a.unit_id
        for a in record.assessments
        if a.unit.parent_id == unit.pk and not a.unit.end_words(record.today)
    }
    return max(villages - len(assessed), 0) if record.assessments else 0


class UnitParts(NamedTuple):
    """What a board reads of its unit beside the record."""

    villages: int
    met_on: date | None  # its last meeting before the day
    known: frozenset[str]  # the findings of the checks that need no mending, by the day


def of_unit(unit: Unit, access: Access, past: date | None) -> UnitParts:
    """What a board shows of the unit itself, now or on a past day; in one query."""
    day = past or access.as_of
    villages = Q(parent=unit.pk, level=UnitLevel.VILLAGE) & existing_on(day)
    met = Meeting.objects.filter(unit=unit.pk, held_on__lt=day).order_by("-held_on")
    rows = Unit.objects.filter(villages | Q(pk=unit.pk)).values_list(
        "pk", "waivers__fingerprint", "waivers__waived_on", Subquery(met.values("held_on")[:1])
    )
    found = list(rows)
    known = {
        waived
        for pk, waived, on, _ in found
        if pk == unit.pk and waived and (past is None or on <= past)
    }
    return UnitParts(len({pk for pk, *_ in found}) - 1, found[0][3], frozenset(known))
