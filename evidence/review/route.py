"""How far an assessment has come along its chain: which step each indicator waits for next."""

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.review.models import ReviewChain, ReviewStep, Submission
from villages.models import Unit


@dataclass(frozen=True)
class Stage:
    """A step of the chain for one assessment: who holds it, which results were approved there."""

    step: ReviewStep
    holder: Unit | None
    passed: frozenset[int]


@dataclass(frozen=True)
class StageLine:
    """A step as a page shows it: who holds it, and how much has passed it."""

    name: str
    holder: str
    passed: int
    total: int
    is_next: bool


@dataclass(frozen=True)
class Route:
    """The chain that applies today, and what of the assessment has passed where."""

    chain: ReviewChain | None
    stages: tuple[Stage, ...]
    results: frozenset[int]
    open_round: Submission | None

    def next_stage(self, result_id: int) -> Stage | None:
        """The first step that has not approved the result; None when all have."""
        return next((stage for stage in self.stages if result_id not in stage.passed), None)

    def awaiting(self, step: ReviewStep) -> frozenset[int]:
        """The results whose next step is this one."""
        return frozenset(
            pk for pk in self.results if (stage := self.next_stage(pk)) and stage.step == step
        )

    @property
    def next_step(self) -> ReviewStep | None:
        """The earliest step for which anything still waits: after the last approved one."""
        return next((s.step for s in self.stages if self.awaiting(s.step)), None)

    def step(self, pk: int) -> ReviewStep | None:
        """The step of the chain with this key."""
        return next((stage.step for stage in self.stages if stage.step.pk == pk), None)

    @property
    def is_complete(self) -> bool:
        """Whether every result has been approved at every step."""
        return bool(self.stages and self.results) and self.next_step is None

    @property
    def lines(self) -> list[StageLine]:
        """Each step with how much of the assessment has passed it."""
        return [
            StageLine(
                name=stage.step.name,
                holder=str(stage.step.holder_body or stage.holder or "chưa có đơn vị thẩm tra"),
                passed=len(stage.passed & self.results),
                total=len(self.results),
                is_next=stage.step == self.next_step,
            )
            for stage in self.stages
        ]

    def holder_of(self, step: ReviewStep) -> Unit | None:
        return next((stage.holder for stage in self.stages if stage.step == step), None)


def outside(route: Route, step: ReviewStep, result_ids: Iterable[int]) -> frozenset[int]:
    """The results that do not wait for this step: their turn is past or yet to come."""
    return frozenset(result_ids) - route.awaiting(step)
