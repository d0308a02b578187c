"""Whether the recipients of an issued paper name a unit (decree 30, annex I, II.9): then whoever
works in it reads the paper, though it lies in the register of an agency above."""

import re

from villages.models import Unit


def names_unit(sent_to: str, unit: Unit) -> bool:
    """Whether a line names the unit (`Trưởng thôn Mai Hạ`) or all of its kind (`Trưởng các thôn`,
    `06 thôn`, `các thôn, bản`); a longer name (`thôn Mai Hạ Mới`) is another's."""
    noun, name = re.escape(unit.noun), unit.full_name
    every = rf"(?<!\w)(?:các|\d+) (?:trưởng )?(?:\w+(?:, ?|/| và ))*{noun}(?!\w)"
    if re.search(every, sent_to, re.IGNORECASE):
        return True
    if name.lower() not in sent_to.lower():  # of a thousand units nearly all: no pattern for each
        return False
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sent_to, re.IGNORECASE)
    return any(not re.match(r" \w", rest) or not rest[1].isupper()
               for rest in (sent_to[one.end() :] for one in found))  # fmt: skip
