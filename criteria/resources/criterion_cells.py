"""What the tables of offices write where a criterion is named by its number."""

import re

_BEFORE = re.compile(r"(?:(?:tiêu chí(?: số)?|tc)[\s.:]*(?=\d))?0*(?=\d)", re.IGNORECASE)


_BEFORE_CODE = re.compile(r"(?:mã )?(?:chỉ tiêu(?: số)?|ct|tiêu chí(?: số)?|tc)[\s.:]*(?=\d)", re.I)


def indicator_code(words: str) -> str:
    """`6.1` of `Chỉ tiêu 6.1`, `CT 6,1` (Excel takes it for a number); other words as they are."""
    return _BEFORE_CODE.sub("", words.strip(), count=1).replace(",", ".").strip(" .")


def criterion_number(words: str) -> str:
    """`2` of `Tiêu chí số 2`, `TC 2`, `02`; other words as they are."""
    bare = words.strip()
    found = _BEFORE.match(bare)
    return bare[found.end() if found else 0 :].strip(" .")
