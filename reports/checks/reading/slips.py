"""Numbers that differ as slips of a typist do: one digit is another, or two have changed places."""

from decimal import Decimal

LEAST_DIGITS = 3  # of a number that is not like another by chance


def are_exchanged(one: str, other: str) -> bool:
    """Whether two digits that stand beside each other are exchanged: 7842 and 7482."""
    unlike = [at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    is_pair = len(one) == len(other) >= LEAST_DIGITS and len(unlike) == len("ab")
    is_beside = is_pair and unlike[1] == unlike[0] + 1
    return is_beside and sorted(one) == sorted(other)


def is_slip(one: Decimal, other: Decimal, *, telling: int = LEAST_DIGITS) -> bool:
    """Whether two unlike numbers differ by one digit, or by two beside each other in another
    order: 802 and 820, 655 and 675. Of fewer than three digits none is known; where one digit is
    another, one of the numbers has so many `telling` ones before its zeros."""
    here, there = (format(value.normalize(), "f").replace(".", "") for value in (one, other))
    if one == other or len(str(int(max(one, other)))) != len(str(int(min(one, other)))):
        return False
    length = max(len(here), len(there))
    here, there = here.ljust(length, "0"), there.ljust(length, "0")
    unlike = [at for at in range(length) if here[at] != there[at]]
    is_of_many = any(len(number.rstrip("0")) >= telling for number in (here, there))
    return are_exchanged(here, there) or (
        length >= LEAST_DIGITS and len(unlike) == 1 and is_of_many
    )
