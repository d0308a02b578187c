"""What waits for whoever manages the tasks of a commune or village."""

from dataclasses import replace

from reports import links
from reports.checks.queries import findings
from reports.ended import ended_lines
from reports.lines import Line, short
from reports.record import OpenTask, Record, load_record
from reports.work.section import Headline, Section
from tasks.enums import TaskState
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import Unit
from villages.roles import ROLES_WITH


def managed_units(access: Access) -> list[Unit]:
    """Communes and villages whose tasks the person manages; an upper unit works through boards."""
    found = {
        p.unit_id: p.unit
        for p in access.postings
        if p.role in ROLES_WITH[Ability.MANAGE_TASK]
        and p.unit.level in (UnitLevel.COMMUNE, UnitLevel.VILLAGE)
    }
    return list(found.values())


def managed_work(access: Access) -> tuple[list[Section], list[Headline]]:
    """Tasks reported done, stuck or overdue, and what the checks find; nothing for whoever manages
    no tasks."""
    units = managed_units(access)
    if not units:
        return [], []
    record, unit = load_record(units, access), units[0]
    reported = [t for t in record.tasks if t.state == TaskState.REPORTED]
    stuck = [t for t in record.tasks if t.obstacle]
    overdue_url = links.tasks(don_vi=unit.pk, qua_han=1)
    reported_url = links.tasks(don_vi=unit.pk, tinh_trang=TaskState.REPORTED.value)
    sections = [
        _section(
            "reported", "Báo hoàn thành, chờ xác nhận", reported_url,
            [_line(t, "Chờ xác nhận", "amber") for t in reported],
        ),
        _section(
            "obstacles", "Vướng mắc cần gỡ", links.tasks(don_vi=unit.pk),
            [_line(t, "Vướng mắc", "red", t.obstacle) for t in stuck],
        ),
        _overdue(record, unit, overdue_url),
        _section(
            "checks", "Rà soát", links.address("reports:checks", unit.pk),
            [
                replace(line, badge=group.check.badge, tone="amber")
                for group in findings(record)
                for line in group.lines
            ],
            "Xem cả danh sách rà soát",
        ),
    ]  # fmt: skip
    headlines = [
        Headline(len(record.overdue), f"việc quá hạn trong {unit.noun}", overdue_url),
        Headline(len(reported), "việc báo xong, chờ xác nhận", reported_url),
    ]
    return sections, headlines


def _overdue(record: Record, unit: Unit, url: str) -> Section:
    """What is overdue, and one line for all work of each plan year that is over."""
    lines = [_line(t, t.overdue_words(record.today), "red") for t in record.pressing]
    for words, ended_url in ended_lines(record, unit):
        lines.append(Line(words, ended_url, "", "Năm đã kết thúc", "amber"))
    title = f"Nhiệm vụ quá hạn của {unit.full_name}"
    return Section("overdue", title, lines, len(record.overdue), url)


def _section(
    key: str, title: str, url: str, lines: list[Line], url_words: str = "Xem tất cả"
) -> Section:
    return Section(key, title, lines, len(lines), url, url_words)


def _line(task: OpenTask, badge: str, tone: str, note: str = "") -> Line:
    note = short(f"{task.place} · {note}" if note else task.place)
    return Line(short(task.text), links.task(task.pk), note, badge, tone)
