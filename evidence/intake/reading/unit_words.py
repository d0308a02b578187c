"""Which unit words name: one of the register, or a village that no register knows."""

import re
from dataclasses import dataclass

from django.utils.text import capfirst

from ntm_project.common.dates import format_day
from ntm_project.common.text import fold, spoken
from villages.nouns import COMMUNE

from .names import begins_with_actor, begins_with_verb
from .register import Register, UnitEntry
from .who import LARGE

_I = re.IGNORECASE
_NOUN = (
    r"(?:thôn|xóm|bản(?! (?i:cam kết|quy ước|hương ước|đồ|tin))|ấp|buôn|bon|làng|plei|phum|sóc"
    r"|khóm|khu phố|khu dân cư|kdc|cụm dân cư|tổ dân phố|tdp|tổ nhân dân)"
)
_WORD = rf"(?:[{LARGE}][\wÀ-ỹ'’]*|\d+[A-Za-zĐđ]?(?![\w%,.]*\d))"
_VILLAGE = rf"{_NOUN} (?:số )?(?-i:{_WORD}(?: {_WORD}){{0,3}})"
_BEFORE = r"(?:(?:riêng|đối với|về|xây dựng|tại|ở|nhiệm vụ(?: của)?) )*"
_MORE = rf"(?:\s*(?:,|;|&|và|với)\s+{_VILLAGE})*"
_FIRST = re.compile(rf"{_BEFORE}(?P<unit>{_VILLAGE}){_MORE}(?!\w)", _I)
_BESIDE = re.compile(rf"(?:,|;|&|(?<!\w)(?:và|với)|\s[-–])\s+(?P<unit>{_VILLAGE})(?!\w)", _I)
_HONOUR = re.compile(r"\b(?:NTM|Nông|NÔNG)\b")
# Behind its name a heading may hold who is in charge, and then a sign.
_SIGN = re.compile(r"\s*(?P<bracket>\([^()]*\))?\s*(?:[:.–-]|$)")
_AIM = re.compile(rf"(?:phấn đấu|đạt|{COMMUNE}|thôn|xóm|bản|ấp|buôn|làng|khu|khóm)\b", _I)


@dataclass(frozen=True)
class UnknownVillage:
    """A village that the register does not have: the words that name it, the text after its name,
    and whether a sign ends the name."""

    words: str
    rest: str
    is_apart: bool

    @property
    def work(self) -> str:
        """The text after the sign that ends its heading."""
        sign = _SIGN.match(self.rest)
        return (self.rest[sign.end() :] if sign else self.rest.partition(":")[2]).strip()

    def doubt(self, unit: UnitEntry) -> str:
        """Why its work is not sure to be of the unit where it is put for now."""
        where = "xã" if unit.is_commune else f"{unit.noun} {unit.name}"
        return f"“{self.words}” không có trong danh sách đơn vị; tạm để ở {where}."


def unit_named(text: str, register: Register) -> UnitEntry | None:
    """The unit that a heading is about; None where it names none, or several villages."""
    found = [one for one in register.villages if _is_named(one, text)]
    if len(found) == 2 and text.isupper():  # "THÔN ĐÔNG ĐOÀI" is not of "Đông" too
        short, long = sorted(found, key=lambda one: len(one.name))
        if not _is_named(short, text.replace(long.name.upper(), "")):
            found = [long]
    if len(found) == 1:
        return found[0]
    if found:
        return None
    is_commune = re.match(
        r" (?:cap xa|o xa|doi voi (?:cap )?xa|doi voi viec xay dung xa|ve xay dung xa"
        r"|xay dung xa|toan xa|xa) ",
        f" {spoken(text)} ",
    )
    return register.commune if is_commune else None


def ended_doubt(village: UnitEntry, placed: int, register: Register) -> str:
    """Which village has ended, what it became, and where its work is put for now."""
    units = [register.unit_of(key) for key in village.heirs]
    heirs = ", ".join(f"{unit.noun} {unit.name}" for unit in units)
    became = f"đã thành {heirs}" if heirs else "không còn"
    here = register.unit_of(placed)
    where = here.noun if here.is_commune else f"{here.noun} {here.name}"
    until = f" có đến ngày {format_day(village.ended_on)}, nay" if village.ended_on else ""
    return capfirst(f"{village.noun} {village.name}{until} {became}; tạm để ở {where}.")


def bare_name(words: str) -> str:
    """The name of a village without the word before its number: "Số 7"."""
    return re.sub(r"^số (?=\d)", "", words, flags=_I)


def is_name_of(village: UnitEntry, words: str) -> bool:
    """Whether the words are the name of the village with its noun, and nothing more."""
    return spoken(words) in {
        spoken(f"{village.noun} {word}{bare_name(village.name)}") for word in ("", "số ")
    }


def _is_named(village: UnitEntry, text: str) -> bool:
    """Whether the text names the village, and no other whose name begins as its name does."""
    key, name, noun = f" {spoken(text)} ", spoken(bare_name(village.name)), fold(village.noun)
    if text.isupper():
        noun = rf"(?:{noun}|thon|xom|ban|ap|buon|lang|khu|khom)"
    if not re.search(rf"(?<! nong) {noun} (?:so )?{re.escape(name)} ", key):  # "nông thôn mới"
        return False
    longer = re.search(rf"{village.noun} {re.escape(village.name)} (?=(\w+))(.*)", text, _I)
    if longer is None or text.isupper():
        return True
    word, rest = longer[1], longer[2]
    is_name = word[0].isupper() and word[1:].islower()
    return not is_name or begins_with_verb(rest) or bool(_AIM.match(rest))


def unknown_village(text: str, register: Register) -> UnknownVillage | None:
    """The village with which a line begins, where no register knows it."""
    found = _FIRST.match(text)
    if found is None or _HONOUR.search(found["unit"]) or _is_known(found["unit"], register):
        return None
    rest = text[found.end() :]
    return UnknownVillage(found["unit"], rest, bool(_SIGN.match(rest)))


def unknown_cell(words: str, register: Register) -> UnknownVillage | None:
    """The village that a cell of the column of villages names, with its noun or without."""
    if found := unknown_village(words, register):
        return found
    is_name = (
        words.istitle() and not begins_with_actor(words) and unit_named(words, register) is None
    )
    return UnknownVillage(words, "", is_apart=True) if is_name else None


def unknown_beside(text: str, register: Register) -> UnknownVillage | None:
    """A village that no register knows, named beside another: "Thôn Đông và thôn Mít"."""
    for found in _BESIDE.finditer(text):
        if not (_HONOUR.search(found["unit"]) or _is_known(found["unit"], register)):
            return UnknownVillage(found["unit"], text[found.end() :], is_apart=True)
    return None


def acts(text: str) -> bool:
    """Whether behind the village with which a text begins stands what it is to do."""
    found = _FIRST.match(text)
    return found is not None and begins_with_verb(text[found.end() :])


def _is_known(words: str, register: Register) -> bool:
    return any(_is_named(village, words) for village in register.villages)


_UNIT_START = re.compile(
    r"^(?:(?:riêng|đối với|về(?: xây dựng)?|xây dựng|tại|ở|nhiệm vụ(?: của)?|cấp|việc xây dựng"
    r"|các nhiệm vụ tại|phấn đấu|hoàn thành) )*"
    r"(?:việc xây dựng )?(?:thôn|xóm|bản|ấp|buôn|làng|khu|khóm|plei|bon|phum|sóc|tổ dân phố"
    rf"|{COMMUNE}(?! đ(?:oàn|ội)(?!\w))|cấp xã)(?!\w)",
    _I,
)


def starts_with_unit(text: str) -> bool:
    """Whether a heading begins with a unit: "Đối với thôn …", "Về xây dựng thôn …"."""
    return bool(_UNIT_START.match(text))
