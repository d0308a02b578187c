"""The contents of a meeting's sheet, as plain values that can be kept as they are."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.text import capfirst

from ntm_project.common.numbers import format_decimal
from reports.boards.figures import BoardFigure, FigureRow
from tasks.rules import NO_LEADER

NO_MEETING_BEFORE = "Đây là cuộc họp đầu tiên thuộc kỳ này nên chưa có gì để so sánh."
GENERAL = "Kết luận chung"  # beside a conclusion that gives nobody a task


@dataclass(frozen=True)
class Stat:
    """A figure of a point, with the address of its rows."""

    label: str
    text: str
    url: str = ""
    moved: str = ""
    tone: str = ""
    note: str = ""  # what the figure leaves open: `8 chưa đánh giá`
    rows: list[FigureRow] | None = None  # as kept with a closed meeting; of an open one None


def stat_of(figure: BoardFigure, tone: str = "", label: str = "", note: str = "") -> Stat:
    """A figure of a board as one of a point; its tone where there is anything to count."""
    total = f"/{format_decimal(figure.total)}" if figure.total is not None else ""
    moves = [
        f"{sign if part.n > 0 else ''}{part.text.replace('-', '−')}"
        for sign, part in (("+", figure.gained), ("−", figure.lost))
        if part is not None and part.n
    ]
    name = label or figure.name or figure.label
    shown = capfirst(name)
    tone = tone if figure.n else ""
    return Stat(shown, figure.text + total, figure.url, " ".join(moves), tone, note)


@dataclass(frozen=True)
class PointLine:
    """A row of a point: what, who, its state; its text whole, for the minutes print it."""

    text: str
    url: str = ""
    who: str = ""
    note: str = ""
    badge: str = ""
    tone: str = "grey"
    anchor: str = ""  # where a figure leads whose rows begin here
    ref: str = ""  # what it is: `task:12`, `criterion:3:14`, `verdict:5`

    @property
    def who_tone(self) -> str:
        """Red where a criterion lacks its leader."""
        return "red" if self.who == NO_LEADER else ""


@dataclass(frozen=True)
class Point:
    """A point of the agenda with what the record shows of it."""

    kind: str
    title: str
    text: str = ""
    stats: list[Stat] = field(default_factory=list)
    lines: list[PointLine] = field(default_factory=list)
    empty: str = ""  # what is shown where there is no line
    url: str = ""  # the page that shows all of it


@dataclass(frozen=True)
class SheetConclusion:
    """A conclusion as it was made."""

    order: int
    text: str
    led_by: str = ""
    deadline_words: str = ""
    deadline_read: str = ""


@dataclass(frozen=True)
class Member:
    """A member of the committee, and whether they came."""

    name: str
    title: str
    is_present: bool
    reason: str = ""


@dataclass(frozen=True)
class CommendationProposal:
    """Who is proposed for commendation."""

    honoured: str
    name: str
    award: str
    reason: str


@dataclass(frozen=True)
class ShownMeeting:
    """All that a meeting showed and concluded: as it is, or as it was when it was closed."""

    as_of: date
    compared_to: date | None
    points: list[Point]
    conclusions: list[SheetConclusion]
    members: list[Member]
    proposals: list[CommendationProposal]
    chair: str = ""  # with title: `Trần Quốc Việt, Chủ tịch UBND xã`
    secretary: str = ""
    chair_name: str = ""  # as signed
    secretary_name: str = ""
    last_number: int = 0  # of the conclusions, with those withdrawn since their notice was issued
    unit: str = ""  # `xã Mai Đình`; of a meeting closed before these three were kept ""
    body: str = ""
    closed_by: str = ""

    def as_contents(self) -> dict[str, Any]:
        """The values as they are kept in JSON."""
        contents = asdict(self)
        for name in ("as_of", "compared_to"):
            contents[name] = contents[name].isoformat() if contents[name] else None
        return contents

    @classmethod
    def from_contents(cls, contents: Mapping[str, Any]) -> "ShownMeeting":
        """The meeting from the JSON in which it was kept."""
        before = contents["compared_to"]
        return cls(
            as_of=date.fromisoformat(contents["as_of"]),
            compared_to=date.fromisoformat(before) if before else None,
            points=[_point(row) for row in contents["points"]],
            conclusions=[SheetConclusion(**row) for row in contents["conclusions"]],
            members=[Member(**row) for row in contents["members"]],
            proposals=[CommendationProposal(**row) for row in contents["proposals"]],
            chair=(chair := contents.get("chair", "")),
            secretary=(secretary := contents.get("secretary", "")),
            # Of a meeting that was closed before names were kept by themselves.
            chair_name=contents.get("chair_name", chair.partition(", ")[0]),
            secretary_name=contents.get("secretary_name", secretary.partition(", ")[0]),
            unit=contents.get("unit", ""),
            body=contents.get("body", ""),
            closed_by=contents.get("closed_by", ""),
        )


def _point(row: Mapping[str, Any]) -> Point:
    stats = [_stat(one) for one in row["stats"]]
    lines = [PointLine(**one) for one in row["lines"]]
    return Point(**{**row, "stats": stats, "lines": lines})


def _stat(row: Mapping[str, Any]) -> Stat:
    kept = row.get("rows")
    return Stat(**{**row, "rows": kept and [FigureRow(*one) for one in kept]})
