"""A commune under review: its chain of two steps, everybody who has a part in it, and papers."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import count
from uuid import uuid4

from criteria.enums import Claim
from criteria.models import Recognition, Result
from criteria.services import set_result
from evidence.models import (
    Evidence,
    Proof,
    Requirement,
    Revision,
    Submission,
)
from evidence.papers.enums import PaperKind
from evidence.review.enums import VerdictKind
from evidence.review.services import (
    answer_recognition,
    recognise,
    save_draft,
    send_decision,
    submit,
)
from ntm_project.common.models import NO_VERSION
from tests import factories as make
from tests.world import World, open_world
from villages.access import Access

_numbers = count(1)


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


def ready_world(*, criteria: int = 2, indicators: int = 2) -> World:
    """A commune's assessment, ready to be sent: every claim set, one paper each."""
    world = open_world("chain", criteria=criteria, indicators=indicators)
    for result in world.assessment.results.order_by("pk"):
        make_paper(set_claim(result))
    return world


def sent(world: World, step: int = 0, by: Access | None = None, **kwargs: object) -> Submission:
    """The assessment, waiting at a step."""
    who = by or world.lan
    return submit(by=who, assessment=world.assessment, step=world.steps[step], **kwargs)


def approved(world: World, step: int = 0, by: Access | None = None) -> Submission:
    """A round that its step has approved."""
    reviewer = by or (world.hoa if step else world.tam)
    return decide(reviewer, sent(world, step), "approve")


def returned(world: World, bad: Iterable[int] = (0,), step: int = 0) -> Submission:
    """A round that came back, with the items at the places `bad` judged not met."""
    return decide((world.hoa if step else world.tam), sent(world, step), "return", bad)


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
            seen_version=draft.version if draft else NO_VERSION,
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


DECISION = {
    "decision_number": "1234/QĐ-UBND",
    "decided_on": make.TODAY,
    "issuer": "Chủ tịch UBND tỉnh Bắc Giang",
}


def scanned(world: World) -> Evidence:
    """The scanned decision, a paper of the commune's own."""
    paper = Evidence.objects.create(unit=world.commune, title="Quyết định công nhận")
    add_file(paper)
    return paper


def recognised(world: World, by: Access | None = None, **fields: object) -> Recognition:
    """The recognition of the commune: entered by its standing officer, or by whom is given."""
    grounds = {"decision": {"paper": scanned(world)}} | dict(fields.pop("grounds", {}))
    return recognise(
        by=by or world.lan, assessment=world.assessment, grounds=grounds, **DECISION | fields
    )


def answered(
    world: World,
    found: Recognition,
    by: Access | None = None,
    *,
    is_confirmed: bool = True,
    refusal: str = "",
    seen: int = 0,
) -> Recognition:
    """What the unit above answers to a recognition."""
    return answer_recognition(
        by=by or world.hoa, recognition=found, is_confirmed=is_confirmed, refusal=refusal, seen=seen
    )


def require(result: Result, *, mandatory: bool = True) -> Requirement:
    return Requirement.objects.create(
        indicator=result.indicator,
        order=1,
        text="Biên bản nghiệm thu",
        kind=PaperKind.MINUTES,
        is_mandatory=mandatory,
        confidence="seed",
        source="Kế hoạch",
    )
