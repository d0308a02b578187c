"""What a paper of a past day leaves out, since it was entered after that day."""

from datetime import date

from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_count
from tasks.queries.past import due_but_unknown
from villages.models import Unit
from villages.viewing import paper_access


def entered_later(unit: Unit, day: date) -> tuple[str, ...]:
    """The doubt beside a paper that counts what was known on the day, where work that was due by
    then was entered later."""
    if day >= paper_access().as_of or not (left_out := due_but_unknown(unit, day)):
        return ()
    return (
        f"{format_count(left_out)} nhiệm vụ có hạn trước ngày {format_day(day)} được nhập sau ngày "
        "ấy nên văn bản không tính: văn bản nêu số liệu đã ghi đến hết ngày ấy.",
    )
