"""Tables that put people in charge of criteria: "Họ và tên | Phụ trách tiêu chí"."""

import re
from dataclasses import dataclass

from ntm_project.common.text import fold

from .common_lines import CommonLine
from .names import split_names

_WHO = re.compile(
    r"^(?:ho (?:va )?ten|ho, ten|ten can bo|thanh vien|dong chi|can bo|cong chuc|nguoi|lanh dao)\b"
)
_WHAT = re.compile(r"\b(?:phu trach|phan cong|duoc giao|theo doi)\b")
_CRITERION = re.compile(r"(?:cac )?tieu chi\b")
_MOST_WORDS = 7  # of a head
_ONE = r"(?:(?:tiêu chí|TC)\s*)?(?:số\s*)?\d{1,2}"
_NAME = r"(?:\s*(?:[-–:(]|về)\s*[^\d,;]{2,60}\)?)?"
_CRITERIA = re.compile(
    rf"(?:các )?{_ONE}{_NAME}(?:\s*(?:,|;|và|\+)\s*{_ONE}{_NAME})*[\s.;]*", re.IGNORECASE
)


@dataclass(frozen=True)
class ChargeColumns:
    """Where the names stand, and where the numbers of the criteria."""

    who: int
    what: int

    def charge(self, cells: tuple[str, ...]) -> CommonLine | None:
        """What a row gives; None where it names nobody, or more than numbers."""
        if max(self.who, self.what) >= len(cells) or not _CRITERIA.fullmatch(cells[self.what]):
            return None
        criteria = frozenset(map(int, re.findall(r"\d{1,2}", cells[self.what])))
        names, text = tuple(split_names(cells[self.who])), " ".join(cells)
        return (
            CommonLine(text, criteria, frozenset(), "", "", None, names, (), is_charge=True)
            if names
            else None
        )


def charge_columns(cells: tuple[str, ...]) -> ChargeColumns | None:
    """The columns, where the row is the head of a table of charges."""
    keys = [fold(cell) for cell in cells]
    if any(key.strip(" .").isdigit() or len(key.split()) > _MOST_WORDS for key in keys):
        return None  # a row of another table
    who = [at for at, key in enumerate(keys) if _WHO.search(key)]
    what = [
        at
        for at, key in enumerate(keys)
        if at not in who and (_CRITERION.match(key) or ("tieu chi" in key and _WHAT.search(key)))
    ]
    is_charge = any(map(_WHAT.search, keys))
    return ChargeColumns(who[0], what[0]) if who and what and is_charge else None
