"""Recognition: no unit recognises itself, nobody is below the rule, the unknown stays unknown."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from criteria.models import CriteriaSet, Recognition, Standing
from criteria.rules import deny_standing, recognition_rule
from evidence.models import Evidence, Ground
from evidence.papers.services import withdraw_paper
from evidence.review.queries.recognition import awaiting_confirmation, grounds_of, papers_for
from evidence.review.services import (
    complete_grounds,
    reopen,
    revoke_recognition,
)
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.evidence.review import factories as review
from tests.evidence.review.factories import answered
from tests.shared import made_once
from tests.world import World
from villages.edit import Stale
from villages.enums import Role
from villages.models import AuditEvent, Posting


def _approved_world() -> World:
    world = review.ready_world()
    review.approved(world)
    world.last = review.approved(world, step=1)
    return world


rows = made_once(_approved_world)


@pytest.fixture
def approved(world: World) -> World:
    """The world in which both steps have approved."""
    return world


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"decision_number": " "}, "decision_number"),
        ({"issuer": ""}, "issuer"),
        ({"decided_on": make.TODAY + timedelta(days=1)}, "decided_on"),
        ({"grounds": {"decision": {}}}, "decision-paper"),
    ],
)
def test_it_names_its_decision_and_the_unit_itself_shows_it(approved, fields, field) -> None:
    with pytest.raises(ValidationError) as refused:
        review.recognised(approved, **fields)
    assert set(refused.value.message_dict) == {field}
    assert not Recognition.objects.exists()
    assert not Ground.objects.exists()


# --- who ------------------------------------------------------------------------------------------


def test_the_units_own_entry_awaits_the_unit_above(approved) -> None:
    for role in set(Role) - {Role.STANDING_OFFICER, Role.ADMINISTRATOR}:
        with pytest.raises(Refused):
            review.recognised(approved, by=approved.person(approved.commune, role))
    fact = review.recognised(approved)
    assert (fact.confirmation, fact.answered_at) == ("awaiting", None)
    with pytest.raises(Refused, match="đã có quyết định"):
        review.recognised(approved)
    own = [approved.person(approved.commune, role) for role in Role]
    for person in [*own, approved.lan]:
        with pytest.raises(Refused, match="cấp trên của đơn vị"):
            answered(approved, fact, by=person)
    assert list(awaiting_confirmation(approved.hoa)) == [fact]
    assert list(awaiting_confirmation(approved.lan)) == []
    # Who answers elsewhere and merely sees this unit has nothing to answer here.
    looks_on = approved.person(approved.district, Role.CLERK)
    Posting.objects.create(
        official=looks_on.official, unit=make.make_commune().parent, role=Role.REVIEWER, title="x"
    )
    assert list(awaiting_confirmation(make.access(looks_on.official))) == []
    made = answered(approved, fact)
    assert (made.confirmation, made.answered_by) == ("confirmed", approved.hoa.official)
    assert AuditEvent.objects.about(made).first().action == "xác nhận công nhận"
    assert list(awaiting_confirmation(approved.hoa)) == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.STANDING_OFFICER, Role.REVIEWER])
def test_what_a_unit_above_enters_is_confirmed_and_needs_no_scan(approved, role) -> None:
    upper = approved.person(approved.district, role)
    fact = review.recognised(approved, by=upper, grounds={"decision": {}})
    assert (fact.confirmation, fact.answered_by) == ("confirmed", upper.official)


def test_other_roles_above_and_units_beside_enter_nothing(approved) -> None:
    people = [approved.person(approved.district, role) for role in (Role.CHAIR, Role.CLERK)]
    for person in [*people, approved.person(approved.neighbour, Role.ADMINISTRATOR)]:
        with pytest.raises(Refused):
            review.recognised(approved, by=person)


def test_a_refusal_says_why_and_lets_the_unit_enter_it_anew(approved) -> None:
    fact = review.recognised(approved)
    with pytest.raises(ValidationError) as refused:
        answered(approved, fact, is_confirmed=False, refusal=" ")
    assert set(refused.value.message_dict) == {"refusal"}
    made = answered(approved, fact, is_confirmed=False, refusal="Số quyết định không đúng.")
    assert (made.confirmation, made.refusal) == ("refused", "Số quyết định không đúng.")
    assert AuditEvent.objects.about(made).first().reason == "Số quyết định không đúng."
    with pytest.raises(Refused, match="không được xác nhận rồi"):
        answered(approved, fact, seen=1)
    again = review.recognised(approved)
    with pytest.raises(Stale):
        answered(approved, again, seen=7)


def test_only_a_confirmed_one_holds_the_approval(approved) -> None:
    fact = review.recognised(approved)
    reopened = reopen(by=approved.hoa, submission=approved.last, reason="Sai số liệu.")
    assert reopened.state == "reopened"
    with pytest.raises(Refused, match="bước cuối"):
        answered(approved, fact)
    # To say no it is enough to be above.
    assert answered(approved, fact, is_confirmed=False, refusal="Hồ sơ đã mở lại.")


def test_what_is_confirmed_is_not_opened_again_until_revoked(approved) -> None:
    fact = answered(approved, review.recognised(approved))
    with pytest.raises(Refused, match="được công nhận"):
        reopen(by=approved.hoa, submission=approved.last, reason="Muộn")
    fact.revoked_on = make.TODAY
    fact.save()
    assert reopen(by=approved.hoa, submission=approved.last, reason="Đã thu hồi.")


@pytest.mark.parametrize(
    ("service", "typed"),
    [(complete_grounds, {"grounds": {}}), (revoke_recognition, {"fields": {}})],
)
def test_neither_is_added_to_nor_revoked_by_whoever_merely_calls(approved, service, typed) -> None:
    fact = answered(approved, review.recognised(approved))
    for by in (approved.tam, make.access(make.make_official(approved.neighbour))):
        with pytest.raises(Refused):
            service(by=by, recognition=fact, seen=fact.version, **typed)


# --- the standing ---------------------------------------------------------------------------------


def test_below_the_rule_of_the_set_nobody_is_recognised(approved) -> None:
    """0/12 was recognised: reviewers had judged met what the unit itself called not met."""
    Standing.objects.filter(assessment=approved.assessment, criterion__number=2).update(
        state="not_met"
    )
    for person in (approved.lan, approved.hoa):
        with pytest.raises(Refused, match="hiện đạt 1: tiêu chí 2 chưa đạt"):
            review.recognised(approved, by=person)
    Standing.objects.filter(assessment=approved.assessment).update(state="unknown")
    with pytest.raises(Refused, match="tiêu chí 1, 2 chưa rõ"):
        review.recognised(approved)


@pytest.mark.parametrize(
    ("changed", "is_refused"),
    [({"value": 61}, True), ({"claim": "not_applicable"}, True), ({"source": "Báo cáo"}, False)],
)
def test_nobody_is_recognised_by_what_nobody_reviewed(approved, changed, is_refused) -> None:
    """What reviewers agreed was not met was set to met after their last word, and counted."""
    awaiting = review.recognised(approved)
    review.set_claim(approved.result, **{"note": "Sửa sau.", "value": 50} | changed)
    if not is_refused:
        assert answered(approved, awaiting).confirmation == "confirmed"
        return
    reason = f"Chỉ tiêu {approved.result.indicator.code} đã sửa kết quả"
    with pytest.raises(Refused, match=reason):
        answered(approved, awaiting)
    answered(approved, awaiting, is_confirmed=False, refusal="Số liệu đã đổi.")
    upper = approved.person(approved.district, Role.ADMINISTRATOR)
    for person in (approved.lan, upper):
        with pytest.raises(Refused, match=reason):
            review.recognised(approved, by=person)
    # The way out: the last step opens the dossier again and judges what is so now.
    reopen(by=approved.hoa, submission=approved.last, reason="Xét lại.")
    review.approved(approved, step=1)
    assert review.recognised(approved, by=upper).confirmation == "confirmed"


def test_the_rule_is_the_sets_own_the_laws_or_said_to_be_unknown(approved) -> None:
    def judged(**fields):
        return CriteriaSet(level="commune", year_from=2021, year_to=2025, **fields)

    assert recognition_rule(judged(), 19) == (19, "Quyết định số 18/2022/QĐ-TTg")
    own = judged(recognition_needed=15, recognition_source="QĐ 1/QĐ-UBND")
    assert recognition_rule(own, 19) == (15, "QĐ 1/QĐ-UBND")
    for unknown in (
        CriteriaSet(level="village", year_from=2021, year_to=2025),
        CriteriaSet(level="commune", year_from=2026, year_to=2030),
    ):
        assert recognition_rule(unknown, 12) == (12, "")
    standings = list(approved.assessment.standings.select_related("criterion"))
    whole = judged(criteria_known=19)
    assert "17 tiêu chí của văn bản chưa có trong sổ" in deny_standing(whole, standings)
    assert deny_standing(judged(criteria_known=2), standings) == ""
    standings[0].state = "not_met"
    unknown = CriteriaSet(level="village", year_from=2023, criteria_known=2)
    assert deny_standing(unknown, standings).startswith("Chưa rõ quy định công nhận của bộ này")


def test_a_rule_of_a_set_names_its_source(approved) -> None:
    judged_by = approved.assessment.criteria_set
    judged_by.recognition_needed = 1
    with pytest.raises(IntegrityError), transaction.atomic():
        judged_by.save()


# --- the grounds ----------------------------------------------------------------------------------


def test_what_nobody_knows_stays_unknown(approved) -> None:
    fact = review.recognised(approved)
    words = {ground.kind: (ground.words, ground.revision_id) for ground in grounds_of(fact)}
    assert list(words) == ["decision", "satisfaction", "debt", "security", "notice", "front"]
    assert {shown for kind, shown in words.items() if kind != "decision"} == {("chưa ghi", None)}
    assert words["decision"][1] is not None


def test_grounds_are_kept_as_they_were_with_the_file_of_that_moment(approved) -> None:
    paper = review.scanned(approved)
    grounds = {
        "satisfaction": {"figure": Decimal(92), "day": date(2024, 8, 1), "paper": paper},
        "debt": {"figure": Decimal(0)},
        "front": {"answer": "yes"},
        "notice": {"day": date(2024, 7, 1), "until": date(2024, 7, 15), "times": 5},
    }
    fact = review.recognised(approved, grounds=grounds)
    first = paper.revisions.get()
    review.add_file(paper)
    found = {ground.kind: ground for ground in grounds_of(fact)}
    assert found["satisfaction"].revision == first
    assert found["satisfaction"].words == "92% hài lòng; ngày 01/8/2024"
    assert found["debt"].words == "không còn nợ đọng"
    assert found["front"].words == "nhất trí đề nghị công nhận"
    assert found["notice"].words.endswith("đến ngày 15/7/2024; phát thanh 5 lần")
    with pytest.raises(Refused, match="căn cứ của một quyết định công nhận"):
        withdraw_paper(by=approved.lan, evidence_id=paper.pk, reason="Nhầm.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Ground.objects.update(times=1)


def test_a_ground_calls_its_paper_what_it_was_called(approved) -> None:
    paper = review.scanned(approved)
    fact = review.recognised(approved, grounds={"decision": {"paper": paper}})
    was, paper.title = paper.name, "Quyết định khác"
    paper.save()
    (ground,) = [ground for ground in grounds_of(fact) if ground.kind == "decision"]
    assert (ground.paper_words, ground.present_paper) == (was, paper.name)


FAILING = [
    ({"debt": {"figure": Decimal("0.5")}}, "debt-figure"),
    ({"security": {"answer": "no"}}, "security-answer"),
    ({"notice": {"day": date(2024, 7, 1), "until": date(2024, 7, 14)}}, "notice-until"),
    ({"notice": {"times": 4}}, "notice-times"),
]


@pytest.mark.parametrize(("grounds", "field"), FAILING)
def test_what_is_known_to_fail_the_law_is_refused(approved, grounds, field) -> None:
    judged_by = approved.assessment.criteria_set
    judged_by.year_to = 2025
    judged_by.save()
    with pytest.raises(ValidationError) as refused:
        review.recognised(approved, grounds=grounds)
    assert set(refused.value.message_dict) == {field}


def test_no_law_is_made_up_where_none_is_known(approved) -> None:
    """A set without an end year is of no period whose procedure is known."""
    grounds = {kind: fields for typed, _ in FAILING for kind, fields in typed.items()}
    CriteriaSet.objects.update(year_from=2026, year_to=2030)
    assert review.recognised(approved, grounds=grounds)


@pytest.mark.parametrize(
    ("grounds", "field"),
    [
        ({"satisfaction": {"figure": Decimal(101)}}, "satisfaction-figure"),
        ({"satisfaction": {"figure": Decimal(10) ** 17}}, "satisfaction-figure"),
        ({"debt": {"figure": Decimal(-1)}}, "debt-figure"),
        ({"front": {"answer": "maybe"}}, "front-answer"),
        ({"front": {"day": make.TODAY + timedelta(days=1)}}, "front-day"),
        ({"notice": {"day": date(2024, 8, 2), "until": date(2024, 8, 1)}}, "notice-until"),
        ({"notice": {"times": 2**63}}, "notice-times"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(approved, grounds, field) -> None:
    with pytest.raises(ValidationError) as refused:
        review.recognised(approved, grounds=grounds)
    assert set(refused.value.message_dict) == {field}
    assert not Recognition.objects.exists()


def test_a_paper_of_another_unit_is_no_ground(approved) -> None:
    foreign = Evidence.objects.create(unit=approved.neighbour, title="Quyết định khác")
    review.add_file(foreign)
    empty = Evidence.objects.create(unit=approved.commune, title="Chưa có tệp")
    upper = approved.person(approved.district, Role.ADMINISTRATOR)
    for paper in (foreign, empty):
        for person in (approved.lan, upper):
            with pytest.raises(Refused, match="không phải minh chứng"):
                review.recognised(approved, by=person, grounds={"front": {"paper": paper}})


def test_a_paper_that_one_does_not_see_is_no_ground(world) -> None:
    """A village's may be a paper of its commune, for whoever sees the commune."""
    commune_paper = review.scanned(world)
    village_officer = world.person(world.village, Role.STANDING_OFFICER)
    assert commune_paper in papers_for(world.lan, world.village)
    assert list(papers_for(village_officer, world.village)) == []
    commune_paper.withdrawn_at = "2024-08-15T09:00+07:00"
    commune_paper.save()
    assert commune_paper not in papers_for(world.lan, world.village)


# --- what the database holds ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"confirmation": "confirmed"}, "recognition_answered_with_time"),
        ({"answered_at": "2024-08-15T09:00+07:00"}, "recognition_answered_with_time"),
        ({"refusal": "Sai."}, "recognition_refused_with_reason"),
        (
            {"confirmation": "refused", "answered_at": "2024-08-15T09:00+07:00"},
            "recognition_refused_with_reason",
        ),
    ],
)
def test_the_answer_is_whole_or_not_at_all(world, fields, name) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Recognition.objects.create(
            unit=world.commune, title="NTM", decided_on=make.TODAY, issuer="UBND", **fields
        )


def test_one_recognition_by_a_set_is_in_force(approved) -> None:
    fact = review.recognised(approved)
    copy = {"unit": fact.unit, "criteria_set": fact.criteria_set, "title": "NTM"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Recognition.objects.create(decided_on=make.TODAY, issuer="UBND", **copy)
    fact.revoked_on = make.TODAY
    fact.save()
    assert Recognition.objects.create(decided_on=make.TODAY, issuer="UBND", **copy)
