"""What is in doubt of a reminder: beside it on the screen, never on the letter."""

from django.utils.text import capfirst

from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_count
from reports.documents.kinds.reminder.rows import ReminderRows
from tasks.enums import TaskState
from villages.viewing import paper_day


def reminder_doubts(rows: ReminderRows) -> tuple[str, ...]:
    """The doubts shown beside the letter: no addressee is named, work of it waits to be confirmed,
    the day to which it counts was not chosen, a day that it sets is over, it wants the result
    before the work is done, or another letter of the week has the same list."""
    day = () if rows.facts.get("counted_on") else _day_doubt(rows)
    own = (*_whom(rows), *_waiting(rows), *day, *_past_days(rows), *_answer_first(rows))
    return (*own, *rows.others.doubts(rows.short))


def _waiting(rows: ReminderRows) -> tuple[str, ...]:
    """Who has reported work as done is not urged to do it before anybody has looked at it."""
    waiting = [task.text.rstrip(" .;") for task in rows.tasks if task.state == TaskState.REPORTED]
    if not waiting:
        return ()
    return (
        f"{capfirst(rows.short)} đã báo hoàn thành {format_count(len(waiting))} nhiệm vụ nêu trong "
        f"thư, đang chờ xác nhận: {'; '.join(waiting)}. Hãy xác nhận hoặc trả lại báo cáo trước.",
    )


def _past_days(rows: ReminderRows) -> tuple[str, ...]:
    days = {
        "hoàn thành nhiệm vụ": rows.facts.get("done_by"),
        "báo cáo kết quả": rows.facts.get("answer_by"),
    }
    return tuple(
        f"Hạn {what} là trước ngày {format_day(day)}, mà ngày ấy đã đến hoặc đã qua."
        for what, day in days.items()
        if day and day <= paper_day()
    )


def _answer_first(rows: ReminderRows) -> tuple[str, ...]:
    done, answer = rows.facts.get("done_by"), rows.facts.get("answer_by")
    if not done or not answer or answer >= done:
        return ()
    return (
        f"Hạn báo cáo kết quả (trước ngày {format_day(answer)}) sớm hơn hạn hoàn thành nhiệm vụ "
        f"(trước ngày {format_day(done)}).",
    )


def _day_doubt(rows: ReminderRows) -> tuple[str, ...]:
    until = f"Thư tính đến ngày {format_day(rows.on)}"
    chosen = "ô “Tính đến ngày” của trang “Điền các chỗ trống”"
    if rows.on < paper_day():
        return (f"{until} là ngày đã kiểm tra; muốn tính đến ngày khác thì ghi {chosen}.",)
    return (
        f"{until}; từ khi kiểm tra, thư giữ ngày ấy. Muốn tính đến ngày khác thì ghi {chosen}.",
    )


def _whom(rows: ReminderRows) -> tuple[str, ...]:
    if post := rows.lead.role_words:
        return (
            f"Thư gửi cho “{post}” như nhiệm vụ ghi, vì chưa giao cho người hay tổ chức nào; là "
            f"chức vụ thì ghi người giữ ở trang của {rows.unit.full_name}, việc chuyển cho họ.",
        )
    if rows.is_named:
        return ()
    return (f"Sổ chưa có tên của người chủ trì: {rows.lead.name}; thư chỉ nêu chức vụ.",)
