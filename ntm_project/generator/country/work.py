"""The plan of a commune with its tasks, meetings and money."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from criteria.models import Assessment, Criterion
from ntm_project.common.dates import format_day
from ntm_project.generator import deeds
from ntm_project.generator.country.places import MadeCommune
from ntm_project.generator.country.size import Size
from ntm_project.generator.country.writer import Writer
from ntm_project.generator.dice import Dice
from tasks.enums import AssignmentKind, FundingSource, FundingStage, TaskState
from tasks.models import (
    Assignment,
    Conclusion,
    Funding,
    FundingPart,
    Meeting,
    Plan,
    Task,
    TaskReport,
)
from villages.models import Posting

_LEADS = ("diachinh", "nongnghiep", "vanhoa", "tuphap", "congan", "thuongtruc")
_SUPPORT = ("mttq", "tram-y-te", "cong-an", "van-phong", "van-hoa", "kinh-te")
_END_OF_WORK = {
    # Whether the deadline has passed: the states that its tasks come to, in proportion.
    True: (TaskState.DONE,) * 15 + (TaskState.REPORTED,) * 2 + (TaskState.IN_PROGRESS,) * 2
    + (TaskState.CANCELLED,),
    False: (TaskState.NOT_STARTED,) * 8 + (TaskState.IN_PROGRESS,) * 8 + (TaskState.DONE,) * 3
    + (TaskState.REPORTED,),
}  # fmt: skip
_STEPS: dict[TaskState, list[tuple[TaskState, str]]] = {
    TaskState.NOT_STARTED: [],
    TaskState.IN_PROGRESS: [(TaskState.IN_PROGRESS, "bắt đầu thực hiện")],
    TaskState.REPORTED: [(TaskState.REPORTED, "báo hoàn thành")],
    TaskState.DONE: [
        (TaskState.REPORTED, "báo hoàn thành"),
        (TaskState.DONE, "xác nhận hoàn thành"),
    ],
    TaskState.CANCELLED: [(TaskState.CANCELLED, "dừng thực hiện")],
}


@dataclass
class YearOfWork:
    """What one commune set out to do this year, and how far it has come."""

    size: Size
    writer: Writer
    made: MadeCommune
    assessment: Assessment
    criteria: list[Criterion]

    def write(self) -> None:
        self.dice = Dice(self.size.seed, "work", self.made.number)
        plan = self._plan()
        tasks = [self._task(plan, order) for order in range(1, self.size.tasks + 1)]
        self._meetings(tasks)
        self._money(plan)

    def _plan(self) -> Plan:
        unit, year = self.made.unit, self.size.year
        plan = self.writer.add(
            Plan(
                unit=unit,
                year=year,
                title=f"Xây dựng nông thôn mới xã {unit.name} năm {year}",
                issuer="\n".join(unit.agency_lines),
                place=unit.name,
                signatory_name=self.made.people["chutich"].official.full_name,
            )
        )
        at = self.dice.moment(self.size.first + timedelta(days=10))
        self._record(at, self.made.officer, "lập kế hoạch", plan)
        return plan

    def _record(
        self, at: datetime, by: Posting, action: str, row: Plan | Task | Meeting | Funding,
        **changes: object,
    ) -> None:  # fmt: skip
        new = {name: pair[1] for name, pair in changes.items() if isinstance(pair, tuple)}
        old = {name: pair[0] for name, pair in changes.items() if isinstance(pair, tuple)}
        self.made.trail.record(at, self.dice.key(), by, action, row, old=old, new=new)

    def _task(self, plan: Plan, order: int) -> Task:
        dice, criterion = self.dice, self.dice.pick(self.criteria)
        unit = dice.pick(self.made.villages) if self.made.villages and dice.chance(0.25) else None
        due = dice.day(self.size.first + timedelta(days=40), date(self.size.year, 12, 31))
        state = dice.pick(_END_OF_WORK[due < self.size.day])
        task = Task(
            plan=plan,
            unit=unit or self.made.unit,
            assessment=self.assessment,
            criterion=criterion,
            order=order,
            text=deeds.deed(dice, criterion.number, unit.full_name if unit else "trên địa bàn xã"),
            state=state,
            deadline_words=_words(dice, due),
            result="Đã hoàn thành theo yêu cầu." if state in _FINISHED else "",
        )
        task.read_deadline()
        self.writer.add(task)
        self._assign(task)
        lead = self._lead(order)
        begun = dice.moment(
            dice.day(self.size.first + timedelta(days=12), due - timedelta(days=20))
        )
        self._record(begun, self.made.officer, "giao nhiệm vụ", task, text=("", task.text))
        self._steps(task, lead, begun, due)
        return task

    def _lead(self, order: int) -> Posting:
        return self.made.people[_LEADS[order % len(_LEADS)]]

    def _assign(self, task: Task) -> None:
        lead = Assignment(
            task=task, kind=AssignmentKind.LEAD, official=self._lead(task.order).official
        )
        body = self.made.bodies[self.dice.pick(_SUPPORT)]
        self.writer.add(lead)
        self.writer.add(Assignment(task=task, kind=AssignmentKind.SUPPORT, order=1, body=body))

    def _steps(self, task: Task, lead: Posting, begun: datetime, due: date) -> None:
        """How the task came to its state: each step recorded, one after the other."""
        dice, state, at = self.dice, TaskState.NOT_STARTED, begun
        last = self.size.day - timedelta(days=1)
        for target, action in _STEPS[TaskState(task.state)]:
            end = min(last, due + timedelta(days=dice.whole(-5, 8)))
            at = max(at + timedelta(hours=3), dice.moment(dice.day(at.date(), end)))
            is_report = target in (TaskState.IN_PROGRESS, TaskState.REPORTED)
            by = lead if is_report else self.made.officer
            reason = "Điều chỉnh theo nguồn vốn được giao." if target == "cancelled" else ""
            self.writer.add(
                TaskReport(
                    task=task, at=at, by=by.official, from_state=state, to_state=target,
                    result=task.result if target == TaskState.REPORTED else "", reason=reason,
                )
            )  # fmt: skip
            self._record(at, by, action, task, state=(state.value, target.value))
            if target == TaskState.REPORTED:
                task.reported_by = by.official
            if target == TaskState.DONE:
                task.done_on = at.date()
            state = target
            task.version += 1

    def _meetings(self, tasks: list[Task]) -> None:
        """A meeting on the fifth of each month; of its three conclusions one is a task."""
        unit, spare = self.made.unit, iter(tasks)
        for month in range(self.size.first.month + 1, self.size.day.month + 1):
            day = date(self.size.year, month, 5)
            meeting = self.writer.add(
                Meeting(
                    unit=unit,
                    held_on=day,
                    name=f"Giao ban Ban Chỉ đạo tháng {month}/{day.year}",
                    place="Phòng họp UBND xã",
                    chaired_by=self.made.people["chutich"].official,
                )
            )
            at = self.dice.moment(day)
            self._record(at, self.made.officer, "ghi giao ban", meeting)
            for order in (1, 2, 3):
                task = next(spare, None) if order == 1 else None
                text = task.text if task else deeds.conclusion(self.dice)
                self.writer.add(Conclusion(meeting=meeting, order=order, text=text, task=task))

    def _money(self, plan: Plan) -> None:
        """Six works with their sums by source; the parts add up."""
        for criterion in self.dice.some(self.criteria, 6):
            amounts = {
                FundingSource.PROVINCE: self.dice.whole(4, 60) * 50_000_000,
                FundingSource.COMMUNE: self.dice.whole(2, 20) * 25_000_000,
                FundingSource.PEOPLE: self.dice.whole(1, 12) * 10_000_000,
            }
            sum_row = self.writer.add(
                Funding(
                    unit=self.made.unit, plan=plan, assessment=self.assessment,
                    criterion=criterion, text=deeds.money_work(self.dice, criterion.number),
                    stage=self.dice.pick((FundingStage.PLANNED, FundingStage.MOBILISED)),
                    total=sum(amounts.values()), as_of=self.size.day,
                )
            )  # fmt: skip
            for source, amount in amounts.items():
                self.writer.add(FundingPart(funding=sum_row, source=source, amount=amount))
            at = self.dice.moment(self.size.first + timedelta(days=30))
            self._record(at, self.made.officer, "ghi kinh phí", sum_row)


_FINISHED = (TaskState.REPORTED, TaskState.DONE)


def _words(dice: Dice, due: date) -> str:
    """A deadline in the words of a plan."""
    if dice.chance(0.4):
        return f"trước ngày {format_day(due)}"
    if dice.chance(0.5):
        return f"trong tháng {due.month}/{due.year}"
    return f"ngày {format_day(due)}"
