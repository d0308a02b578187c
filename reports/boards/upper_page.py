"""The board of a province or district: communes down, criteria across."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import capfirst

from criteria.enums import State
from criteria.models import Criterion
from ntm_project.common.blanks import DASH
from ntm_project.common.draw.tiles import End, MatrixHead, MatrixRow, Tile
from ntm_project.common.lists import MARKS, turned
from ntm_project.common.text import shortened
from reports import links
from reports.boards.figures import BoardFigure, FigureRow, Figures
from reports.boards.heirs import ended_note
from reports.boards.matrix import change_end, unknown_before
from reports.boards.upper import JudgedCommune, UpperRecord
from villages.models import Unit
from villages.nouns import nouns_of

# What a head sorts by, beside the criteria (`c3`): its key and words.
NAME, GROUP, MET, MOVED, LATE = "ten", "nhom", "dat", "doi", "qua-han"
SHORT = 24
WITHOUT = "chua-lap"


@dataclass
class UpperPage:
    """The communes with their sums; `query` is the part of an address that leads to the same."""

    unit: Unit
    record: UpperRecord
    day: date  # as of which it is shown
    query: dict[str, Any]
    sort: str
    sort_url: Callable[[str], str]
    without: Sequence[Unit] = ()  # communes that nobody assesses in the year
    figures: Figures = field(init=False)

    def __post_init__(self) -> None:
        record = self.record
        self.states = {
            c.assessment_id: [record.stood(c, k).state for k in record.criteria]
            for c in record.communes
        }
        self.met = {key: states.count(State.MET) for key, states in self.states.items()}
        self.moves = {
            c.assessment_id: [record.moved(c, k) for k in record.criteria] for c in record.communes
        }
        day = self.query.get("ngay")
        self.on_day = {"ngay": day} if day else {}  # of two thousand addresses
        self.figures = self._figures()

    def _figures(self) -> Figures:
        record, key = self.record, self.unit.pk
        found = Figures(lambda slug: links.figure_url(key, slug, **self.query))
        total = record.total
        communes, noun, known = record.communes, self.noun, len(record.known)
        found.add(
            "du", f"{capfirst(noun)} đạt đủ {total} tiêu chí",
            [c for c in communes if total and self.met[c.assessment_id] == total],
            draw=self._row, total=known,
        )  # fmt: skip
        rows = [self._row(c, n) for c in communes if (n := self.met[c.assessment_id])]
        cells = total * known
        found.add("dat", f"Lượt tiêu chí đạt của các {noun}", rows, total=cells)
        for slug, label, sign in (
            ("moi-dat", "Lượt tiêu chí mới đạt", 1), ("khong-con-dat", "Không còn đạt", -1)
        ):  # fmt: skip
            counts = [(c, self.moves[c.assessment_id].count(sign)) for c in communes]
            found.add(slug, label, [self._row(c, n) for c, n in counts if n])
        for slug, label, counted in (
            ("qua-han", f"Nhiệm vụ quá hạn của các {noun}", record.late),
            ("moi-qua-han", "Nhiệm vụ mới quá hạn", record.newly_late),
        ):
            found.add(slug, label, [self._row(c, n) for c in communes if (n := counted[c.unit_id])])
        nobody = capfirst(nouns_of(self.without))
        found.add(
            WITHOUT, f"{nobody} chưa lập đánh giá năm {self.query.get('nam')}",
            [FigureRow(one.title_name, self._board_of(one.pk)) for one in self.without],
        )  # fmt: skip
        for n, criterion in enumerate(record.criteria):
            own = [c for c in communes if self.states[c.assessment_id][n] == State.MET]
            found.add(
                f"c-{criterion.number}", f"{capfirst(noun)} đạt {criterion}", own,
                draw=self._row, total=known,
            )  # fmt: skip
        return found

    @property
    def begins_on(self) -> date | None:
        """From when results are kept, where of no commune any is as old as the day shown."""
        days = self.record.begins.values()
        return min(days) if days and not self.record.known else None

    @property
    def heads(self) -> list[BoardFigure]:
        """The figures on top; of a day before the first result, none of what is met."""
        names = ["qua-han"] if self.begins_on else ["du", "dat", "qua-han"]
        return [self.figures[name] for name in names]

    def _row(self, commune: JudgedCommune, amount: int = 1) -> FigureRow:
        return FigureRow(commune.title, self._board(commune), amount=amount)

    def _board(self, commune: JudgedCommune) -> str:
        return self._board_of(commune.unit_id)

    def _board_of(self, unit_pk: int) -> str:
        query = {name: self.query.get(name) for name in ("nam", "ngay", "so_voi")}
        return links.board_url(unit_pk, **query)

    @property
    def noun(self) -> str:
        """What they are called: `xã`, or `xã, phường` where there are both."""
        return nouns_of(self.record.communes) or "xã"

    # --- The matrix -------------------------------------------------------------------------------

    @property
    def matrix(self) -> dict[str, Any]:
        is_compared = self.record.before is not None
        ends = [MatrixHead("Đạt", **self._sorts(MET))]
        ends += [MatrixHead("Thay đổi", **self._sorts(MOVED))] if is_compared else []
        ends += [MatrixHead("Quá hạn", **self._sorts(LATE))]
        columns = [
            MatrixHead(short_name(k.name), str(k.number), **self._sorts(f"c{k.number}"))
            for k in self.record.criteria
        ]
        return {
            "rows": [self._matrix_row(c, is_compared) for c in self._in_order()],
            "first": MatrixHead(capfirst(self.noun), **self._sorts(NAME)),
            "columns": columns,
            "ends": ends,
            "foot": self._foot(is_compared),
        }

    def _sorts(self, key: str) -> dict[str, str]:
        aria, following = turned(key, self.sort, falls_first=key not in (NAME, GROUP))
        return {"href": self.sort_url(following), "aria": aria, "mark": MARKS[aria]}

    def _in_order(self) -> list[JudgedCommune]:
        key, is_down = self.sort.removeprefix("-"), self.sort.startswith("-")
        rank = self._rank(key)
        rows = list(self.record.communes)
        return sorted(rows, key=rank, reverse=is_down) if rank else rows

    def _rank(self, key: str) -> Callable[[JudgedCommune], Any] | None:
        known: dict[str, Callable[[JudgedCommune], Any]] = {
            GROUP: lambda c: c.group or 0,
            MET: lambda c: self.met[c.assessment_id],
            MOVED: lambda c: sum(self.moves[c.assessment_id]),
            LATE: lambda c: self.record.late[c.unit_id],
        }
        if key == NAME:
            place = {c.assessment_id: n for n, c in enumerate(self.record.communes)}
            return lambda c: place[c.assessment_id]
        criterion = next((k for k in self.record.criteria if f"c{k.number}" == key), None)
        if criterion is not None:
            chosen = criterion
            return lambda c: _worth(self.record.state(c, chosen))
        return known.get(key)

    def _matrix_row(self, commune: JudgedCommune, is_compared: bool) -> MatrixRow:
        key = commune.assessment_id
        cells = [
            (self._tile(commune, k, move),)
            for k, move in zip(self.record.criteria, self.moves[key], strict=True)
        ]
        met = self._figure(commune, f"dat-{key}")
        unheld = self.record.total - len(self.record.criteria)
        words = unknown_words(self.states[key].count(State.UNKNOWN) + unheld)
        ends = [End(f"{self.met[key]}/{self.record.total}", met, "matrix-met", words)]
        if begins_on := self.record.begins.get(key):
            ends = [unknown_before(begins_on)]
        if is_compared:
            ends.append(self._change(commune))
        ends.append(self._late(commune))
        group = f"nhóm {commune.group}" if commune.group else ""
        note = " · ".join(filter(None, (group, ended_note(commune.valid_to, self.day))))
        return MatrixRow(commune.title, self._board(commune), note, cells, ends)

    def _change(self, commune: JudgedCommune) -> End:
        key, moves = commune.assessment_id, self.moves[commune.assessment_id]
        if key in self.record.begins:
            return End(DASH)
        gained_url = self._figure(commune, f"moi-dat-{key}")
        lost_url = self._figure(commune, f"khong-con-dat-{key}")
        return change_end(moves.count(1), gained_url, moves.count(-1), lost_url)

    def _late(self, commune: JudgedCommune) -> End:
        late, new = (c[commune.unit_id] for c in (self.record.late, self.record.newly_late))
        if not late:
            return End("0")
        listed = links.tasks_url(don_vi=commune.unit_id, qua_han=1, ngay=self.query.get("ngay"))
        since = self._figure(commune, "moi-qua-han") if new else ""
        return End(str(late), listed, "tone-red", f"+{new}" if new else "", since)

    def _figure(self, commune: JudgedCommune, slug: str) -> str:
        """A figure of the commune's own board, as of the same days."""
        query = {name: self.query.get(name) for name in ("nam", "ngay", "so_voi")}
        return links.figure_url(commune.unit_id, slug, **query)

    def _tile(self, commune: JudgedCommune, criterion: Criterion, move: int) -> Tile:
        url = links.criterion_url(commune.assessment_id, criterion.number, **self.on_day)
        state = self.record.state(commune, criterion)
        return Tile(criterion.number, state, "", url, move > 0, move < 0)

    def _foot(self, is_compared: bool) -> MatrixRow:
        figures = self.figures
        sums = [figures[f"c-{k.number}"] for k in self.record.criteria]
        ends = [End(f.text, f.url, "matrix-sum") for f in sums]
        ends.append(End(f"{figures['dat'].n}/{figures['dat'].total}", figures["dat"].url))
        if is_compared:
            gained, lost = figures["moi-dat"], figures["khong-con-dat"]
            ends.append(change_end(gained.n, gained.url, lost.n, lost.url))
        late, new = figures["qua-han"], figures["moi-qua-han"]
        ends.append(End(late.text, late.url, note=f"+{new.n}" if new.n else "", note_href=new.url))
        return MatrixRow(f"{capfirst(self.noun)} đạt", "", "", (), ends)

    @property
    def weakest(self) -> Sequence[tuple[Criterion, str, int]]:
        """The criteria that the fewest communes meet: criterion, address, how many."""
        figures = [(k, self.figures[f"c-{k.number}"]) for k in self.record.criteria]
        figures.sort(key=lambda pair: (pair[1].n, pair[0].number))
        return [(k, f.url, f.n) for k, f in figures[:3]] if self.record.known else []


def unknown_words(n: int) -> str:
    """How much of a count nobody has judged: unknown is not unmet."""
    return f"{n} chưa rõ" if n else ""


_WORTH = ("unknown", "not_met", "contradicting", "partial", "by_plan", "met")


def _worth(state: str) -> int:
    return _WORTH.index(state)


def short_name(name: str) -> str:
    """The name of a criterion as fits the head of a column."""
    return shortened(name, SHORT)
