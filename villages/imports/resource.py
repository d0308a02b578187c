"""What every list does alike, on django-import-export: find, read, compare, write, row by row.

The trial and the writing are the same run by the services of the app, as the same person: only that
the trial is taken back. So it can refuse nothing less, and grant nothing more, than the forms do.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, QuerySet
from import_export import fields, resources
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult
from tablib import Dataset

from ntm_project.common.collecting import collect_young
from ntm_project.common.forms import places_of_sentences
from ntm_project.common.refusals import Refused
from ntm_project.common.tables.values import text_of
from villages.access import Access
from villages.edit import Stale
from villages.imports.columns import FIGURE_WORDS, MARK_WORDS, ByHeading, Column, shown
from villages.imports.faults import CellError, Faults, Faulty, NoRow, Question, once
from villages.imports.rows import RowOutcome, Unread
from villages.imports.surroundings import Surroundings

STALE = "Người khác vừa sửa dòng này; hãy xem trước lại."
_MOST_OF_CELL = 120  # letters of a refused cell that the page shows
ERASED = "Ô trống trong tệp xóa điều sổ đang ghi: {}."
MOST_SHOWN = 2_000  # rows of each sort that are kept for the page
_AT_ONCE = 500  # rows that the library holds at a time, several times each
_OTHER = "Sửa ô này rồi chọn lại tệp."
_NO_COLUMN = "Tệp chưa có cột này: thêm cột, hoặc ghép lại cột."
_WHOLE = "Sửa dòng này rồi chọn lại tệp."
FileRows = Iterable[tuple[int, Sequence[Any]]]  # each with its number in the file


class ListResource(resources.Resource):
    """One list of one place, as one person imports or exports it.

    A kind declares `columns` and overrides `find`, `state`, `create`, `change`.
    """

    columns: ClassVar[tuple[Column, ...]] = ()
    blanks: ClassVar[frozenset[str]] = frozenset()  # words that state no more than an empty cell
    places_of: ClassVar[Mapping[str, str]] = {}  # constraint of the model: its column
    by_heading: ClassVar[ByHeading | None] = None
    adds: ClassVar[bool] = True  # whether a row that is not found is a new one

    class Meta:
        skip_diff = True
        instance_loader_class = BaseInstanceLoader
        use_transactions = True

    def __init__(self, access: Access, place: Any) -> None:
        super().__init__()
        self.access, self.place = access, place
        for column in self.columns:
            self.fields[column.name] = fields.Field(column.name, column.heading)
        self.given: tuple[Column, ...] = self.columns
        self.outcomes: list[RowOutcome] = []
        self.faults = Faults()  # of the row that is being read
        self.is_out = False  # whether the list is only read, to be exported
        self._columns_of = places_of_sentences(self.places_of)
        self._seen: dict[Any, int] = {}
        self._sorts: Counter[str] = Counter()
        self.read_empty: Counter[tuple[str, str]] = Counter()  # heading and words: “-” as no figure
        self.read_above: Counter[str] = Counter()  # heading: cells that mean the row above
        self.around = Surroundings()  # the rows of the file
        self.stated = ""  # in what a line above the table states its amounts to be
        self.measured = 0  # rows of which that was taken
        self.confirmed: Mapping[str, str] = {}  # number of a row and the question answered with yes
        self.answered = ""  # of the row that is being read

    @classmethod
    def taken(cls, heads: Sequence[str] = ()) -> tuple[Column, ...]:
        """The columns that an import takes of a file with these headings."""
        more = cls.by_heading.columns(heads) if cls.by_heading else ()
        return tuple(column for column in (*cls.columns, *more) if not column.is_only_out)

    def sent(self) -> tuple[Column, ...]:
        """The columns of a file that goes out."""
        return tuple(column for column in self.columns if not column.is_only_in)

    def offered(self) -> tuple[Column, ...]:
        """The columns of the template."""
        return tuple(column for column in self.taken() if not column.is_only_in)

    # --- What a kind states -----------------------------------------------------------------------

    @classmethod
    def places(cls, access: Access) -> "QuerySet[Any]":
        """The rows whose list it can be, in scope."""
        raise NotImplementedError

    @classmethod
    def deny(cls, access: Access, place: Any) -> str:
        """ "" when the person may write this list somewhere, else why not."""
        raise NotImplementedError

    @classmethod
    def in_words(cls, place: Any, text: str) -> str:
        """A heading or a sentence of the kind, in the words of the place."""
        return text

    def back(self) -> str:
        """The address of the list."""
        raise NotImplementedError

    def title(self) -> str:
        """The list as its sheet is headed: `DANH SÁCH TỔ CHỨC CỦA XÃ MAI ĐÌNH`."""
        raise NotImplementedError

    def title_of(self, query: Mapping[str, str]) -> str:
        """The same, as these filters leave the list."""
        return self.title()

    def measure(self) -> str:
        """The unit of measure, where the list has one."""
        return ""

    def prepare(self) -> None:
        """Read once what finding and reading need."""

    def offers(self) -> Mapping[str, Iterable[str]]:
        """What the place has for the cells of a column, to choose from: its units, its people."""
        return {}

    def rows(self, query: Mapping[str, str]) -> Iterable[Any]:
        """The rows that the list shows with these filters, in its order."""
        raise NotImplementedError

    def key(self, cells: Mapping[str, str]) -> Any:
        """By what a row is known: the same in two rows is a row given twice; None is never."""
        return None

    def find(self, cells: Mapping[str, str]) -> Any:
        """The row that the cells name, None for a new one; `ValidationError` where unclear."""
        raise NotImplementedError

    def state(self, row: Any) -> dict[str, Any]:
        """The values of a stored row by column, as `read` gives them and a sheet shows them."""
        raise NotImplementedError

    def read(self, cells: Mapping[str, str], row: Any) -> dict[str, Any]:
        """The values of the given columns; `ValidationError` by column, or, of what can be judged
        on its own, each gathered by `self.faults`, which is settled before anything follows."""
        raise NotImplementedError

    def create(self, values: Mapping[str, Any]) -> Any:
        """Write a new row by the service of its form."""
        raise NotImplementedError

    def change(self, row: Any, values: Mapping[str, Any]) -> None:
        """Write what differs by the service of its form."""
        raise NotImplementedError

    def parted(self, rows: FileRows) -> FileRows:
        """The rows of the file, where one of them may state several of the list's."""
        return rows

    def carried(self, cells: dict[str, str]) -> dict[str, str]:
        """The cells, where some that are empty mean what the rows above state; counted in
        `read_above`."""
        return cells

    def label(self, cells: Mapping[str, str]) -> str:
        """The row in words, for the page."""
        return next((words for words in cells.values() if words), "")

    def also_changed(self, values: Mapping[str, Any]) -> Iterable[Column]:
        """Columns that the file has not and that change with those it has."""
        return ()

    def warning(self, row: Any, values: Mapping[str, Any]) -> str:
        """What is written, but should be looked at; "" for nothing."""
        return ""

    def out_state(self, row: Any) -> dict[str, Any]:
        """The values of a row as a file shows them."""
        return self.state(row)

    def passed(
        self, cells: Mapping[str, str], row: Any, state: Mapping[str, Any]
    ) -> frozenset[str] | None:
        """Where the file is older than its row: the cells that state nothing of it. None where
        it is not, or nobody can know."""
        return None

    def refuse_older(self, changed: Sequence[Column], state: Mapping[str, Any]) -> None:
        """Refuse what an older file would take back."""

    # --- How import-export drives it --------------------------------------------------------------

    def run(
        self,
        given: Sequence[Column],
        rows: FileRows,
        look: Callable[[int], None] = lambda done: None,
    ) -> list[RowOutcome]:
        """Write the rows (number in the file, cells of the given columns): what became of each.

        Inside a transaction, which the caller takes back for a trial. `look` is called as it goes
        on, and may raise.
        """
        self.given, self._look = tuple(given), look
        self.prepare()
        left = iter(self.parted(rows))
        while part := list(islice(left, _AT_ONCE)):
            dataset = Dataset(headers=["#", *(column.heading for column in given)])
            for number, cells in part:
                dataset.append((number, *cells))
            self.import_data(dataset, dry_run=False, raise_errors=True, use_transactions=False)
            collect_young()
        self.finish()
        return self.outcomes

    def finish(self) -> None:
        """Write what was gathered row by row, where a kind writes in bulk."""

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        """One row, refused with its sentences or written."""
        result = self.get_row_result_class()()
        outcome = RowOutcome(row["#"], "refused")
        self.outcomes.append(outcome)
        if len(self.outcomes) % 50 == 0:
            self._look(len(self.outcomes))
        self.answered = self.confirmed.get(str(outcome.number), "")
        try:
            self._one(row, outcome)
            outcome.warning = f"{self.around.lost(outcome.number)} {outcome.warning}".strip()
        except (ValidationError, Refused, Stale, Faulty) as error:
            every = error.faults if isinstance(error, Faulty) else (error,)
            outcome.errors = once(every, self.sentences)
            if [type(one) for one in every] == [Question]:
                outcome.question = outcome.errors[0][1]
            outcome.kind, outcome.changes = "refused", ()
            outcome.erased, outcome.warning = 0, ""  # it erases nothing
        outcome.cells = [_words_of(row.get(heading)) for heading, _, _ in outcome.errors]
        self._seal(outcome)
        result.import_type = {
            "new": RowResult.IMPORT_TYPE_NEW,
            "changed": RowResult.IMPORT_TYPE_UPDATE,
            "same": RowResult.IMPORT_TYPE_SKIP,
        }.get(outcome.kind, RowResult.IMPORT_TYPE_INVALID)
        return result

    def _seal(self, outcome: RowOutcome) -> None:
        sorts = (outcome.kind, "warned") if outcome.warning else (outcome.kind,)
        self._sorts.update(sorts)
        outcome.seal(is_shown=any(self._sorts[sort] <= MOST_SHOWN for sort in sorts))

    def _one(self, row: Mapping[str, Any], outcome: RowOutcome) -> None:
        self.faults.clear()
        cells = self.carried(self._typed(row))
        outcome.label = self.label(cells)[:200]
        with self.faults:
            self._check_twice(cells, outcome.number)
        found = self._found(cells)
        before = self.state(found) if found is not None else {}
        passed = self.passed(cells, found, before)
        cells = {name: words for name, words in cells.items() if name not in (passed or ())}
        values: dict[str, Any] = {}
        with self.faults:
            values = self.read(cells, found)
        self.faults.settle()
        changed = [
            column
            for column in (*self.given, *self.also_changed(values))
            if column.name in values and not _same(before.get(column.name), values[column.name])
        ]
        outcome.changes = [
            (
                self.in_words(self.place, column.heading),
                column.shown(before.get(column.name)),
                column.shown(values[column.name]),
            )
            for column in changed
        ]
        if found is not None and not changed:
            outcome.kind = "same"
            return
        if passed is not None:
            self.refuse_older(changed, before)
        erased = [column.heading for column in changed if self._erases(column, before, values)]
        outcome.erased = len(erased)
        outcome.warning = f"{self._erasing(erased)} {self.warning(found, values)}".strip()
        if found is None:
            self.create(values)
        else:
            self.change(found, {column.name: values[column.name] for column in changed})
        outcome.kind = "new" if found is None else "changed"

    def _found(self, cells: Mapping[str, str]) -> Any:
        """The row that the cells name; where they name none, what else is wrong with them is looked
        for as with a new one."""
        try:
            return self.find(cells)
        except (ValidationError, Refused) as error:
            self.faults.append(error)
            if isinstance(error, NoRow) or not self.adds:
                self.faults.settle()
        return None

    def _erases(self, column: Column, before: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Whether what the record has in the column is gone after the import."""
        is_blank = self.is_blank(column.shown(before.get(column.name)))
        return not is_blank and self.is_blank(column.shown(values[column.name]))

    def _erasing(self, headings: Sequence[str]) -> str:
        return self.in_words(self.place, ERASED.format(", ".join(headings)) if headings else "")

    def is_blank(self, words: str) -> bool:
        """Whether the words state no more than an empty cell."""
        return not words or words in self.blanks

    def _typed(self, row: Mapping[str, Any]) -> dict[str, str]:
        """The cells as somebody would have typed them; why some cannot be read is gathered."""
        cells = {}
        for column in self.given:
            cell = row[column.heading]
            if isinstance(cell, Unread):
                remedy = "Sửa ô trong Excel rồi chọn lại tệp."
                self.faults.append(CellError(column.name, cell.reason, remedy))
                cell = ""
            if column.states_nothing(cell):
                self.read_empty[column.heading, text_of(cell)] += 1
            if why := column.why_no_mark(cell):
                self.faults.append(CellError(column.name, why, MARK_WORDS))
            if why := column.why_no_figure(cell):
                self.faults.append(CellError(column.name, why, FIGURE_WORDS))
                cell = ""
            cells[column.name] = column.typed(cell)
        return cells

    def _check_twice(self, cells: Mapping[str, str], number: int) -> None:
        key = self.key(cells)
        if key is None:
            return
        if key in self._seen:
            words = f"Trùng với dòng {self._seen[key]} của tệp."
            raise ValidationError(words, code="Xóa dòng lặp.")
        self._seen[key] = number

    def sentences(self, error: Exception) -> Iterator[tuple[str, str, str]]:
        """(column, reason, remedy) for what a form, a rule or a service refused."""
        if isinstance(error, Refused):
            yield "", error.reason, "Đề nghị người có quyền nhập dòng này."
            return
        if isinstance(error, Stale):
            yield "", STALE, "Bấm “Xem trước lại”."
            return
        assert isinstance(error, ValidationError)
        there = {column.heading for column in self.given}
        headings = {column.name: column.heading for column in (*self.columns, *self.given)}
        by_name = getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]})
        remedy = getattr(error, "remedy", "")
        for name, found in by_name.items():
            for one in found:
                code = one.code if one.code and one.code[:1].isupper() else ""
                for words in one.messages:
                    at = headings.get(name) or headings.get(self._columns_of.get(words, ""), "")
                    fix = (_OTHER if at in there else _NO_COLUMN) if at else _WHOLE
                    shown_as = (at, words, remedy or code or fix)
                    first, second, third = (self.in_words(self.place, text) for text in shown_as)
                    yield first, second, third

    # --- Out --------------------------------------------------------------------------------------

    def exported(self, query: Mapping[str, str]) -> Iterator[list[Any]]:
        """The cells of each row of the list, in the order of the columns."""
        self.is_out = True
        self.prepare()
        for row in self.rows(query):
            state = self.out_state(row)
            yield [_cell(state.get(column.name)) for column in self.sent()]


def _words_of(cell: Any) -> str:
    """The beginning of a cell as it is in the file."""
    return "" if isinstance(cell, Unread) else text_of(cell)[:_MOST_OF_CELL]


def _same(before: Any, after: Any) -> bool:
    return (before or None) == (after or None) if not _is_zero(before, after) else before == after


def _is_zero(*values: Any) -> bool:
    """Zero is a figure, and no empty cell."""
    return any(value == 0 and value is not False and not isinstance(value, str) for value in values)


def _cell(value: Any) -> Any:
    """A value as a sheet holds it: numbers and days as such, lists and rows in words."""
    if isinstance(value, tuple | list | Model):
        return shown(value)
    return value
