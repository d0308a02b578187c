"""Numbers that differ as slips of a typist do: one digit is another, or two have changed places."""

from decimal import Decimal

LEAST_DIGITS = 3  # of a number that is not like another by chance


def is_slip(one: Decimal, other: Decimal) -> bool:
    """Whether two unlike numbers differ by one digit, or by two beside each other in another
    order: 802 and 820, 655 and 675. Of fewer than three digits none is known."""
    here, there = (format(value.normalize(), "f").replace(".", "") for value in (one, other))
    if one == other or len(str(int(max(one, other)))) != len(str(int(min(one, other)))):
        return False
    length = max(len(here), len(there))
    here, there = here.ljust(length, "0"), there.ljust(length, "0")
    unlike = [at for at in range(length) if here[at] != there[at]]
    is_of_many = len(here.rstrip("0")) >= LEAST_DIGITS or len(there.rstrip("0")) >= LEAST_DIGITS
    is_swapped = len(unlike) == 2 and unlike[1] == unlike[0] + 1 and sorted(here) == sorted(there)
    return length >= LEAST_DIGITS and (is_swapped or (len(unlike) == 1 and is_of_many))
