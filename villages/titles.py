"""Whether two titles name one post, however each is written; a title where its unit has ended."""

import re
from typing import TYPE_CHECKING

from django.utils.text import capfirst

from ntm_project.common.text import spoken

if TYPE_CHECKING:
    from villages.models import Unit

_SIGNS = re.compile(r"[&/.]|\bva\b")
# Of such posts a place has one: `Trưởng thôn`, `Bí thư chi bộ`; of its deputies it may have more.
_HEAD = re.compile(r"(?:to )?truong|bi thu|chu tich|giam doc|hieu truong|chu nhiem")
_RANK = re.compile(r"^cong chuc (?=\w)")
# Ranks of those who work for an agency are no offices (decree 30, annex II, V.1).
_IS_RANK = re.compile(r"(?:công chức|cán bộ|viên chức|chuyên viên|nhân viên) ", re.IGNORECASE)


def title_key(title: str) -> str:
    """`Công chức Nông nghiệp – Môi trường` and `NÔNG NGHIỆP-MÔI TRƯỜNG` give one key."""
    return _RANK.sub("", " ".join(_SIGNS.sub(" ", spoken(title)).split()))


def is_same_title(one: str, other: str) -> bool:
    """Whether both name one post, whatever the case, dashes, blanks and the rank before it."""
    return title_key(one) == title_key(other)


def behind_a_name(title: str) -> str:
    """The title behind a name: `công chức Địa chính`, where an office keeps its capital: `Chủ tịch
    UBND xã`."""
    return title[:1].lower() + title[1:] if _IS_RANK.match(title) else title


def with_title(name: str, title: str) -> str:
    """`Đinh Văn Tám, Chủ tịch UBND xã`; the one of the two where the other is unknown."""
    return f"{name}, {behind_a_name(title)}" if name and title else name or title


def post_key(title: str, place: str) -> str:
    """The post that a place has once, by its title without the place: `Trưởng thôn Mai Hạ` and
    `Trưởng thôn` give one key; "" for a post of which there may be several."""
    key = title_key(title.partition(",")[0]).removesuffix(f" {title_key(place)}")
    return key if _HEAD.match(key) else ""


def renamed(words: str, old: "Unit", new: "Unit") -> str:
    """`UBND xã Mai Đình` → `UBND xã Xuân Cẩm`, each name once: what becomes `Làng Mới` is not read
    again as a `Làng`, and the number of a `thôn 1` alone (`Tổ 1`) is no name."""
    name = re.escape(old.name)
    alone = "" if old.name[:1].isdigit() else f"|{name}"
    named = re.compile(rf"(?<!\w)(?:(?P<whole>(?i:{re.escape(old.noun)}) {name}){alone})(?!\w)")

    def give(found: re.Match[str]) -> str:
        whole = capfirst(new.full_name) if found[0][0].isupper() else new.full_name
        return whole if found["whole"] else new.name

    return named.sub(give, words)[:200]


def printed_name(full_name: str) -> str:
    """The name of an official as it may stand on paper; "" of an account that names nobody yet:
    `Chủ tịch UBND xã (chưa nêu tên)`."""
    return "" if full_name.endswith(")") else full_name
