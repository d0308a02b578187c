"""Reading pasted people, one a line: name, office, then phone, e-mail, body, role as they come."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ntm_project.common.text import clean_line, fold
from villages.enums import Role
from villages.honorifics import bare_name

_HEADS = {
    "ho va ten": "full_name", "ho ten": "full_name", "ten": "full_name", "can bo": "full_name",
    "chuc vu": "title", "chuc danh": "title",
    "dien thoai": "phone", "so dien thoai": "phone", "sdt": "phone", "dt": "phone",
    "email": "email", "e-mail": "email", "thu dien tu": "email",
    "to chuc": "place", "bo phan": "place", "co quan": "place", "don vi": "place", "thon": "place",
    "to chuc, thon": "place",
    "vai tro": "role", "quyen": "role",
    "stt": "", "tt": "", "so tt": "", "": "",
}  # fmt: skip
# What people write for a role beside its own label.
_SPOKEN = {
    "thuong truc": Role.STANDING_OFFICER,
    "quan tri": Role.ADMINISTRATOR,
    "chu tich": Role.CHAIR,
    "pho chu tich": Role.VICE_CHAIR,
    "cong chuc": Role.OFFICIAL,
    "ban phat trien": Role.VILLAGE_BOARD,
    "truong thon": Role.VILLAGE_BOARD,
    "ban chi dao": Role.COMMITTEE,
}
_LABELS = {fold(label): Role(value) for value, label in Role.choices}
# By which an office gives its role, in keys of `fold`; the whole, then each part by itself.
_OFFICES = (
    (re.compile(r"(?:quyen )?chu tich (?:ubnd|uy ban nhan dan)\b"), Role.CHAIR),
    (re.compile(r"pho chu tich (?:thuong truc )?(?:ubnd|uy ban nhan dan)\b"), Role.VICE_CHAIR),
    (re.compile(r".*\bthuong truc (?:ntm|nong thon moi)\b"), Role.STANDING_OFFICER),
    (re.compile(r".*\b(?:ntm|nong thon moi) ?[(,–-] ?thuong truc ?\)?\Z"), Role.STANDING_OFFICER),
    (re.compile(r"(?:(?:cong chuc|can bo|nhan vien|vien chuc|phu trach) )*van thu\b"), Role.CLERK),
)
_PARTS = re.compile(r"[,;/+&()]|\s[-–—]\s|\b(?:kiem|va)\b")
_PHONE = re.compile(r"\+?[\d .()\-]{8,20}")
_NUMBER = re.compile(r"\d{1,3}\s*[.)/\-:]?")


@dataclass(frozen=True)
class PersonLine:
    """One pasted line and the cells that it was read as; `doubt` is what was not understood."""

    raw: str
    cells: Mapping[str, str] = field(default_factory=dict)
    doubt: str = ""

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def full_name(self) -> str:
        return self.cell("full_name")

    @property
    def title(self) -> str:
        return self.cell("title")

    @property
    def contact(self) -> str:
        return " · ".join(filter(None, (self.cell("phone"), self.cell("email"))))

    @property
    def role(self) -> Role | None:
        """The role that the line gives: its cell's, else that of which the office is the label."""
        if words := self.cell("role"):
            return role_named(words)
        return _LABELS.get(fold(self.cell("title")))


def role_named(words: str) -> Role | None:
    """The role that the words name, by its label or as people call it."""
    key = fold(words)
    return _LABELS.get(key) or _SPOKEN.get(key)


def role_of_office(title: str, *, is_village: bool) -> Role:
    """The role that an office most likely has; who administers is never guessed."""
    if is_village:
        return Role.VILLAGE_BOARD
    key = fold(title)
    parts = [key, *(part.strip() for part in _PARTS.split(key))]
    found = (role for sign, role in _OFFICES if any(sign.match(part) for part in parts))
    return next(found, Role.OFFICIAL)


def read_people(text: str, places: Collection[str]) -> list[PersonLine]:
    """The lines that are not empty; `places` are the bodies and villages known, as `fold` keys.

    A first line of headings names what each column is; without it a cell is known by its look.
    """
    rows = [(raw.strip("\r\n"), _cells(raw)) for raw in text.splitlines() if raw.strip()]
    heads = _heads(rows[0][1]) if rows else None
    if heads is not None:
        return [_by_heads(raw, cells, heads) for raw, cells in rows[1:]]
    return [_by_look(raw, cells, places) for raw, cells in rows]


def _cells(raw: str) -> list[str]:
    """Excel gives tabs, people type semicolons or commas; a cell in quotes keeps its comma."""
    mark = next((mark for mark in "\t;" if mark in raw), ",")
    parts = raw.strip("\r\n").split(mark)
    return [clean_line(part).strip('"') for part in parts]


def _heads(cells: list[str]) -> list[str] | None:
    names = [_HEADS.get(fold(cell)) for cell in cells]
    return [name or "" for name in names] if None not in names and "full_name" in names else None


def _by_heads(raw: str, cells: list[str], heads: list[str]) -> PersonLine:
    found = {name: cell for name, cell in zip(heads, cells, strict=False) if name and cell}
    found |= {"full_name": bare_name(found.get("full_name", ""))}
    over = [cell for cell in cells[len(heads) :] if cell]
    doubt = f"Dòng có nhiều ô hơn dòng tiêu đề: “{over[0]}”." if over else ""
    return PersonLine(raw, found, doubt)


def _by_look(raw: str, cells: list[str], places: Collection[str]) -> PersonLine:
    if len(cells) > 1 and _NUMBER.fullmatch(cells[0]):
        cells = cells[1:]
    name = re.sub(r"^(?:\d{1,3}\s*[.)/\-:]\s*|[-•+*]\s*)", "", cells[0])
    found = {"full_name": bare_name(name)}
    for cell in filter(None, cells[1:]):
        name = _kind(cell, found, places)
        if name in found or not name:
            doubt = f"Không rõ “{cell}” là gì: không phải tổ chức, thôn hay vai trò đã có trong sổ."
            return PersonLine(raw, found, doubt)
        found[name] = cell
    return PersonLine(raw, found)


def _kind(cell: str, found: Mapping[str, str], places: Collection[str]) -> str:
    """What a cell is by its look; "" for what it cannot be."""
    if "@" in cell:
        return "email"
    if _PHONE.fullmatch(cell):
        return "phone"
    if "title" not in found:
        return "title"
    if fold(cell) in places:
        return "place"
    return "role" if role_named(cell) else ""
