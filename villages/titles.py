"""Whether two titles name one post, however each of them is written."""

import re

from ntm_project.common.text import spoken

_SIGNS = re.compile(r"[&/.]|\bva\b")
_RANK = re.compile(r"^cong chuc (?=\w)")


def title_key(title: str) -> str:
    """`Công chức Nông nghiệp – Môi trường` and `NÔNG NGHIỆP-MÔI TRƯỜNG` give one key."""
    return _RANK.sub("", " ".join(_SIGNS.sub(" ", spoken(title)).split()))


def is_same_title(one: str, other: str) -> bool:
    """Whether both name one post, whatever the case, dashes, blanks and the rank before it."""
    return title_key(one) == title_key(other)
