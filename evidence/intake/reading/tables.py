"""A table of tasks: which column is what, by the words of its head."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.text import fold

from .lines import PlanParagraph
from .names import is_only_a_name

_BOTH = r"chu tri\W+phoi hop"  # "Công an xã / các thôn" in one cell
_KINDS = (
    ("number", r"^(?:stt|tt|so tt|so thu tu|#)$"),
    ("both", _BOTH),
    (
        "partner",
        r"phoi hop|\bcung (?:thuc hien|lam|tham gia)"
        r"|^(?:don vi |co quan |luc luong )?(?:tham gia|ho tro)$",
    ),
    ("note", r"chua dat|ton tai|han che|hien trang|thuc trang|nhan xet|nguyen nhan"),
    ("deadline", r"(?:bat dau|khoi cong)\W+(?:ket thuc|hoan thanh)"),
    # Of two columns of people this one is of whoever has the charge, the other of who does it.
    ("director", r"^(?:lanh dao|thanh vien|uy vien|truong ban)\b.*(?:phu trach|chi dao|theo doi)"),
    ("start", r"bat dau|khoi cong"),
    ("post", r"^chuc (?:vu|danh)\b"),
    ("lead", r"^ho (?:va |, )?ten\b"),
    (
        "lead",
        r"chu tri|chu dau tu|phu trach|tham muu"
        r"|^(?:don vi|co quan|nguoi|bo phan|cong chuc|can bo)\b.* thuc hien"
        r"|trach nhiem|phan cong|don vi duoc giao|giao cho|\bdam (?:trach|nhan|nhiem)\b"
        r"|\b(?:ai|nguoi) lam\b|\blam chinh\b|\bdau moi\b",
    ),
    (
        "deadline",
        r"thoi gian|thoi han|thoi diem|lo trinh|tien do|han hoan thanh|hoan thanh|ket thuc|^han\b"
        r"|moc|^tg(?:ht|th)?\b|bao gio|khi nao",
    ),
    ("unit", r"^(?:thon|ban|xom|ap|don vi|dia ban|dia diem|pham vi|thon, ban)(?: thuc hien)?$"),
    ("criterion", r"tieu chi|^(?:ma )?(?:tc|ct)(?:/tc|/ct)?$"),
    ("indicator", r"chi tieu|^ma$"),
    ("group", r"^(?:nhom|linh vuc)\b"),
    (
        "text",
        r"noi dung|nhiem vu|cong viec|viec (?:can|phai) lam|giai phap|bien phap|khac phuc"
        r"|hoat dong|cong trinh"
        r"|(?:ten|phan) viec|^viec giao"
        r"|(?:ho so|giay to|minh chung|tai lieu) (?:can|phai|bo sung|con thieu)",
    ),
    ("money", r"kinh phi|von|du toan|trieu"),
    ("note", r"ghi chu|ket qua|san pham|muc tieu"),
)


# Letters of a head, unless a column of numbers stands beside it.
_LONGEST_HEAD = 60
_FEWEST_ROWS = 2
_MOST = 0.6  # of the cells of a column
_NAMES_CRITERION = re.compile(r"(?:tieu chi|\b[tc][ct])(?: so)? ?\d")
_AS_ABOVE = re.compile(r"[-–—\s(\"]*(?:nt|n\.t|như trên|[\"”“〃″]|'')[-–—\s).\"]*", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[IVX]+|[A-HĐ]|\d{1,2}(?:\.\d+)*|[a-z])[.)]?")
# What stands under a head: "01/8/2024", "Tháng 5/2025".
_TIME = re.compile(
    r"(?:(?:dự kiến|trong|trước|hết) )*(?:(?:ngày |tháng )?\d{1,2}[/.]\d|(?:quý|tháng) [\divx])",
    re.IGNORECASE,
)
_SUM = re.compile(r"(?:tổng(?:\s+(?:cộng|số))?|cộng)\s*(?:[:\d(]|$)", re.IGNORECASE)


# "Vùng 1", "Cụm II (thôn Đông, thôn Tây)"
_AREA = re.compile(r"(?P<noun>[^\W\d]+(?: [^\W\d]+)?) (?:\d{1,2}|[IVX]+|[A-H])(?:\s*\([^()]*\))?")


@dataclass(frozen=True)
class Columns:
    """Kind of column → where it stands; `areas` are those of one noun that count it, each with the
    part of the work that lies there."""

    places: dict[str, int]
    areas: tuple[tuple[int, str], ...] = ()

    def cell(self, cells: tuple[str, ...], kind: str) -> str:
        at = self.places.get(kind)
        return cells[at].strip() if at is not None and at < len(cells) else ""


def columns_of(cells: tuple[str, ...]) -> Columns | None:
    """The columns, where the row is the head of a table of tasks."""
    if any(_NUMBER.fullmatch(cell.strip(" ()")) or _TIME.match(cell) for cell in cells):
        return None
    keys = [fold(cell) for cell in cells]
    places = _known(keys)
    if any(_kind_of(key) == "criterion" and _NAMES_CRITERION.search(key) for key in keys):
        return None
    if "number" not in places and max(map(len, keys), default=0) > _LONGEST_HEAD:
        return None
    if "lead" not in places and "director" in places:
        places["lead"] = places.pop("director")
    if "text" not in places and "group" in places:
        places["text"] = places.pop("group")
    if (
        "text" not in places
        and "indicator" in places
        and {"lead", "both", "deadline"} & places.keys()
    ):
        places["text"] = places.pop("indicator")
    if "text" not in places and "criterion" in places and {"lead", "deadline"} & places.keys():
        places["text"] = places.pop("criterion")
    if "text" not in places and "viec" in keys:
        places["text"] = keys.index("viec")
    areas = _areas(cells)
    is_table = "text" in places and len(places) + len(areas) > 1
    return Columns(places, areas) if is_table else None


def _areas(cells: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """The columns, at least two, whose heads count one noun."""
    found = [
        (at, head.strip(), one)
        for at, head in enumerate(cells)
        if (one := _AREA.fullmatch(head.strip()))
    ]
    if len(found) < 2 or len({fold(one["noun"]) for _, _, one in found}) > 1:
        return ()
    return tuple((at, head) for at, head, _ in found)


def _known(keys: list[str]) -> dict[str, int]:
    """Which heads the words make known, and where they stand."""
    places: dict[str, int] = {}
    for at, key in enumerate(keys):
        if kind := _kind_of(key):
            places.setdefault(kind, at)
    return places


def _kind_of(key: str) -> str:
    """What a head is of; a long one by its first words, where they show it: "Nội dung cần làm đối
    với tiêu chí chưa đạt (cả hồ sơ)" is of work."""
    words = key.split()
    is_long = len(words) > 6 and not re.search(_BOTH, key)
    return (_kind_named(" ".join(words[:4])) if is_long else "") or _kind_named(key)


def _kind_named(key: str) -> str:
    return next((kind for kind, words in _KINDS if re.search(words, key)), "")


def columns_of_both(head: tuple[str, ...], below: tuple[str, ...]) -> Columns | None:
    """The columns, where the row below is the second one of the head: "Chủ trì" and "Phối hợp"
    under "Phân công thực hiện"."""
    pairs = [(over.strip(), cell.strip()) for over, cell in zip(head, below, strict=False)]
    own = [cell for over, cell in pairs if cell not in {"", over}]
    if len(own) < 2 or not all(_kind_of(fold(cell)) for cell in own):
        return None
    return columns_of(tuple(cell or over for over, cell in pairs))


def columns_by_cells(
    head: tuple[str, ...], below: list[PlanParagraph], known: Columns | None
) -> Columns | None:
    """The columns, where what stands under a head that no word makes known is times or names; the
    longest cells are the work."""
    rows = [row.cells for row in takewhile(lambda row: row.cells, below) if _is_task(row.cells)]
    if len(rows) < _FEWEST_ROWS or not all(_is_head(cell) for cell in head):
        return known
    places = dict(known.places) if known else _known([fold(cell) for cell in head])
    lengths: dict[int, int] = {}
    for at in range(len(head)):
        cells = [cells[at].strip() for cells in rows if at < len(cells) and cells[at].strip()]
        if at in places.values() or len(cells) < _FEWEST_ROWS:
            continue
        kind = _kind_of_cells(cells)
        if kind == "lead" and places.keys() & {"lead", "both"}:
            kind = "partner"
        if kind and kind not in places:
            places[kind] = at
        elif not kind:
            lengths[at] = sum(map(len, cells))
    if "text" not in places and lengths and places.keys() & {"lead", "deadline"}:
        places["text"] = max(lengths, key=lambda at: lengths[at])
    every = known.areas if known else _areas(head)
    areas = tuple(one for one in every if one[0] not in places.values())
    return Columns(places, areas) if "text" in places and len(places) > 1 else known


def _is_head(cell: str) -> bool:
    return len(cell) <= _LONGEST_HEAD and not re.search(r"\d", cell)


def _kind_of_cells(cells: list[str]) -> str:
    """ "number", "deadline" or "lead" where most of the cells are such; "" elsewhere."""
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("number", lambda cell: bool(_NUMBER.fullmatch(cell))),
        ("deadline", _is_deadline),
        ("lead", is_only_a_name),
    )
    return next((k for k, test in tests if sum(map(test, cells)) > len(cells) * _MOST), "")


def _is_deadline(cell: str) -> bool:
    read = parse_deadline(cell, year=2000)
    return bool(read.ends_on or read.rhythm)


def whole_rows(rows: list[PlanParagraph]) -> Iterator[PlanParagraph]:
    """The rows of each table with the cells together that a line break cut in two."""
    width = 0
    held: PlanParagraph | None = None
    for row in rows:
        if columns_of(row.cells):
            width = len(row.cells)
        if held and _completes(held, row, width):
            cells = (*held.cells[:-1], f"{held.cells[-1]} {(row.cells or (row.text,))[0]}".strip())
            held = PlanParagraph(f"{held.text} {row.text}", (*cells, *row.cells[1:]))
            continue
        if held:
            yield held
        held = row if row.cells and width else None
        if held is None:
            yield row
    if held:
        yield held


def _completes(held: PlanParagraph, row: PlanParagraph, width: int) -> bool:
    """Whether a line goes on with the last cell of a row that lacks cells."""
    first = row.cells[0] if row.cells else row.text
    if not first or len(held.cells) < 2 or len(held.cells) + max(len(row.cells) - 1, 0) > width:
        return False
    if row.cells:
        return len(held.cells) + len(row.cells) - 1 == width and not _NUMBER.fullmatch(first)
    return first[0].islower() or (len(held.cells) < width and held.cells[-1].endswith((",", ";")))


def counts_criteria(
    rows: list[PlanParagraph], columns: Columns, number_of: Callable[[str], int]
) -> bool:
    """Whether the numbers of the rows below the head are those of the criteria that they name: of
    each that `number_of` knows (0 for none)."""
    cells_below = [row.cells for row in takewhile(lambda row: row.cells, rows)]
    pairs = [
        (columns.cell(cells, "number"), number_of(columns.cell(cells, "criterion")))
        for cells in cells_below
        if columns.cell(cells, "number").isdigit()
    ]
    known = [number == str(named) for number, named in pairs if named]
    return len(known) > 2 and all(known)


def leaves_out(rows: list[PlanParagraph], columns: Columns) -> bool:
    """Whether the rows below the head leave the lead empty where it is that of the row above: one
    empty cell was forgotten, several were one cell over several rows."""
    cells_below = (row.cells for row in takewhile(lambda row: row.cells, rows))
    tasks = [cells for cells in cells_below if _is_task(cells) and cells[0].strip()]
    empty = sum(not columns.cell(cells, "lead") for cells in tasks)
    return empty > 1 and empty > len(tasks) * 0.1


def repeats_below(rows: list[PlanParagraph], columns: Columns, kind: str) -> bool:
    """Whether a column states the same in rows one below the other: then its cells were not made
    one, and an empty one states nothing."""
    cells_below = [row.cells for row in takewhile(lambda row: row.cells, rows)]
    words = [columns.cell(cells, kind) for cells in cells_below if _is_task(cells)]
    return any(one and one == other for one, other in pairwise(words))


def _is_task(cells: tuple[str, ...]) -> bool:
    return not lone_text(cells) and not is_sum(cells)


def is_as_above(cell: str) -> bool:
    """ "nt", "-nt-", "như trên": what the cell above states."""
    return bool(_AS_ABOVE.fullmatch(cell))


def is_sum(cells: tuple[str, ...]) -> bool:
    """A row that adds up others."""
    return any(_SUM.match(cell.strip()) for cell in cells)


def lone_text(cells: tuple[str, ...]) -> str:
    """The text of a row with one filled cell beside its number: a heading inside the table."""
    filled = [cell for cell in cells if cell.strip()]
    if len(set(filled)) == 1:
        return filled[0]
    if len(filled) == 2 and re.fullmatch(
        r"[IVX]+|[A-HĐ]|\d{1,2}(?:\.\d+)*|[a-z]", filled[0].strip(" .)")
    ):
        return f"{filled[0].strip(' .)')}. {filled[1]}"
    return ""
