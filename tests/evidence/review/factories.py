"""A commune under review: its chain of two steps, everybody who has a part in it, and papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import count
from uuid import uuid4

from criteria.enums import Claim, SetLevel
from criteria.models import Assessment, Result
from criteria.services import set_result
from evidence.models import (
    Evidence,
    Proof,
    Requirement,
    ReviewChain,
    ReviewStep,
    Revision,
    Submission,
)
from evidence.review.enums import HolderKind, VerdictKind
from evidence.review.services import save_draft, send_decision, submit
from tests import factories as make
from villages.access import Access
from villages.enums import Role
from villages.models import Unit

_numbers = count(1)


def make_chain(
    unit: Unit, upper: Unit, level: str = SetLevel.COMMUNE, **fields: object
) -> ReviewChain:
    """Commune check by the vice-chair within 5 working days, then the upper unit within 15."""
    chain = ReviewChain.objects.create(unit=unit, level=level, name="Quy trình thử", **fields)
    chain.steps.create(
        order=1,
        name="Xã kiểm tra",
        holder_kind=HolderKind.OWN_COMMUNE,
        role=Role.VICE_CHAIR,
        working_days=5,
    )
    chain.steps.create(
        order=2,
        name="Thẩm tra cấp trên",
        holder_kind=HolderKind.FIXED_UNIT,
        holder_unit=upper,
        role=Role.REVIEWER,
        working_days=15,
    )
    return chain


def make_paper(result: Result, requirement: Requirement | None = None, files: int = 1) -> Evidence:
    """A paper of the result's unit that proves it, with so many files."""
    number = next(_numbers)
    paper = Evidence.objects.create(unit=result.assessment.unit, title=f"Biên bản số {number}")
    for _ in range(files):
        add_file(paper)
    Proof.objects.create(evidence=paper, result=result, requirement=requirement)
    return paper


def add_file(paper: Evidence) -> Revision:
    """The next file of a paper (the row alone: nothing here reads bytes)."""
    number = next(_numbers)
    return Revision.objects.create(
        evidence=paper,
        number=paper.revisions.count() + 1,
        key=f"2024/08/{number:032x}",
        name=f"bien-ban-{number}.pdf",
        sha256=f"{number:064x}",
        size=1000,
        file_type="pdf",
        upload_key=uuid4(),
    )


def set_claim(result: Result, claim: str = Claim.MET, value: int = 50, **entry: object) -> Result:
    """What the program itself would load: so that no official of the test has set it."""
    current = Result.objects.get(pk=result.pk)
    saved, _ = set_result(
        by=entry.pop("by", make.system()),
        result_id=result.pk,
        fields=make.entry(claim, Decimal(value), as_of=date(2024, 8, 1), **entry),
        seen_version=current.version,
    )
    return saved


@dataclass
class World:
    """A commune with its assessment, ready to be sent: every claim set, one paper each."""

    assessment: Assessment
    chain: ReviewChain

    @property
    def commune(self) -> Unit:
        return self.assessment.unit

    @property
    def district(self) -> Unit:
        return self.commune.parent

    @cached_property
    def steps(self) -> list[ReviewStep]:
        return list(self.chain.steps.order_by("order"))

    @cached_property
    def lan(self) -> Access:
        """The standing officer, who submits."""
        return self.person(self.commune, Role.STANDING_OFFICER)

    @cached_property
    def tam(self) -> Access:
        """A vice-chair, who checks for the commune."""
        return self.person(self.commune, Role.VICE_CHAIR)

    @cached_property
    def dong(self) -> Access:
        """The other vice-chair."""
        return self.person(self.commune, Role.VICE_CHAIR)

    @cached_property
    def hoa(self) -> Access:
        """The district's reviewer."""
        return self.person(self.district, Role.REVIEWER)

    def person(self, unit: Unit, role: str, **posting: object) -> Access:
        return make.access(make.make_official(unit, role, **posting))

    def results(self) -> list[Result]:
        return list(self.assessment.results.order_by("indicator__code"))

    def sent(self, step: int = 0, by: Access | None = None, **kwargs: object) -> Submission:
        return submit(
            by=by or self.lan, assessment=self.assessment, step=self.steps[step], **kwargs
        )

    def approved(self, step: int = 0, by: Access | None = None) -> Submission:
        reviewer = by or (self.hoa if step else self.tam)
        return decide(reviewer, self.sent(step), "approve")

    def returned(self, bad: Iterable[int] = (0,), step: int = 0) -> Submission:
        return decide(self.hoa if step else self.tam, self.sent(step), "return", bad)


def make_world(*, criteria: int = 2, indicators: int = 2) -> World:
    commune = make.make_commune()
    criteria_set = make.make_set(criteria=criteria, indicators=indicators)
    assessment = make.make_assessment(commune, criteria_set)
    for result in assessment.results.order_by("pk"):
        make_paper(set_claim(result))
    return World(assessment, make_chain(commune.parent.parent, commune.parent))


def judge(by: Access, submission: Submission, bad: Iterable[int] = ()) -> None:
    """Draft a verdict on every item: negative on those whose place is in `bad`."""
    bad = set(bad)
    for place, item in enumerate(submission.items.order_by("result__indicator__code")):
        draft = getattr(item, "draft", None)
        negative = place in bad
        save_draft(
            by=by,
            item=item,
            kind=VerdictKind.NOT_MET if negative else VerdictKind.MET,
            reason_code="missing" if negative else "",
            text="Thiếu biên bản nghiệm thu." if negative else "",
            seen_version=draft.version if draft else 0,
        )


def decide(by: Access, submission: Submission, outcome: str, bad: Iterable[int] = ()) -> Submission:
    """Judge every item and send the decision."""
    judge(by, submission, bad)
    return send_decision(
        by=by,
        submission=submission,
        outcome=outcome,
        decision_text="Đề nghị bổ sung." if outcome == "return" else "",
        supplement_by=date(2024, 9, 30) if outcome == "return" else None,
    )
