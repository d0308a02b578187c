"""What the tables of offices write where a criterion is named by its number."""

import re

_BEFORE = re.compile(r"(?:(?:tiêu chí(?: số)?|tc)[\s.:]*(?=\d))?0*(?=\d)", re.IGNORECASE)


def criterion_number(words: str) -> str:
    """`2` of `Tiêu chí số 2`, `TC 2`, `02`; other words as they are."""
    bare = words.strip()
    found = _BEFORE.match(bare)
    return bare[found.end() if found else 0 :].strip(" .")
