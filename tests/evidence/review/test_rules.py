"""Truth tables: who stands on which side, and which path is open to whom in which state."""

import pytest

from evidence.models import Submission
from evidence.review import rules
from evidence.review.enums import SubmissionState as State
from evidence.review.models import reviewable
from evidence.review.rules import OwnPart
from evidence.review.states import PATHS, Side
from tests import factories as make
from tests.evidence.review import factories as review
from villages.access import Access
from villages.enums import Role

OPEN = {
    # (side, state) → the paths that are open; everything else is closed
    (Side.SUBMITTER, State.SENT): {"withdraw"},
    (Side.REVIEWER, State.SENT): {"return", "approve"},
    (Side.REVIEWER, State.APPROVED): {"reopen"},
    (Side.ADMINISTRATOR, State.APPROVED): {"recognise"},
}


@pytest.fixture
def people(world) -> dict[str, Access]:
    village = make.make_village(world.commune)
    body = world.commune.bodies.create(name="Tổ thẩm tra")
    neighbour = make.make_commune("Đồng Tâm", world.district)
    return {
        **{role: world.person(world.commune, role) for role in Role},
        "village": world.person(village, Role.VILLAGE_BOARD),
        "in_body": world.person(world.commune, Role.VICE_CHAIR, body=body),
        "upper": world.hoa,
        "stranger": world.person(neighbour, Role.STANDING_OFFICER),
        "stranger_vice": world.person(neighbour, Role.VICE_CHAIR),
        "stranger_admin": world.person(neighbour, Role.ADMINISTRATOR),
        "province": world.person(world.district.parent, Role.STANDING_OFFICER),
    }


SIDES = {
    Role.STANDING_OFFICER: {Side.SUBMITTER, Side.ADMINISTRATOR},
    Role.CHAIR: {Side.SUBMITTER, Side.REVIEWER},  # stands in for the vice-chairs
    Role.VICE_CHAIR: {Side.REVIEWER},
    "in_body": {Side.REVIEWER},
    Role.ADMINISTRATOR: {Side.ADMINISTRATOR},
    "province": {Side.ADMINISTRATOR},
    "upper": {Side.ADMINISTRATOR},  # of the unit above, whatever step it holds
}


@pytest.mark.once
def test_who_stands_on_which_side(world, people) -> None:
    sent = review.sent(world)
    stands = {name: set(rules.sides_of(person, sent)) for name, person in people.items()}
    assert stands == {name: SIDES.get(name, set()) for name in people}
    assert rules.sides_of(make.system(), sent) == set(Side)


@pytest.mark.once
def test_every_person_state_and_path(world, people) -> None:
    sent = review.sent(world)
    for name, person in people.items():
        for state in State:
            sent.state = state
            got = {path for path in PATHS if not rules.deny_path(person, sent, path)}
            expected = set().union(*(OPEN.get((s, state), set()) for s in SIDES.get(name, ())))
            assert got == expected, (name, state)


@pytest.mark.once
def test_a_refusal_is_one_sentence(world, people) -> None:
    sent = review.sent(world)
    for person in people.values():
        for path in PATHS:
            reason = rules.deny_path(person, sent, path)
            assert reason == "" or (reason[0].isupper() and reason.endswith("."))


@pytest.mark.parametrize("with_body", [False, True])
def test_the_rule_and_the_query_name_the_same_reviewers(world, people, with_body) -> None:
    sent = review.sent(world)
    if with_body:
        sent.holder_body = world.commune.bodies.get()
        sent.save()
    for name, person in people.items():
        found = Submission.objects.filter(reviewable(person)).exists()
        assert found == (rules.reviewing_posting(person, sent) is not None), name
    reviewers = {n for n, p in people.items() if rules.reviewing_posting(p, sent)}
    assert reviewers == ({"in_body"} if with_body else {"in_body", Role.VICE_CHAIR, Role.CHAIR})


def test_a_posting_that_has_ended_reviews_nothing(world, time_machine) -> None:
    sent = review.sent(world)
    posting = world.tam.postings[0]
    posting.ends_on = make.TODAY
    posting.save()
    later = make.access(world.tam.official, make.TODAY.replace(day=16))
    assert rules.deny_review(later, sent, OwnPart())
    assert not rules.deny_review(world.tam, sent, OwnPart())


@pytest.mark.once
@pytest.mark.parametrize(
    ("own", "is_denied"),
    [
        (lambda i: OwnPart(), False),
        (lambda i: OwnPart(supervised=frozenset({i.result.indicator.criterion_id})), True),
        (lambda i: OwnPart(supervised=frozenset({0})), False),
        (lambda i: OwnPart(recorded={i.result_id: i.result_version}), True),
        (lambda i: OwnPart(recorded={i.result_id: i.result_version + 1}), False),
        (lambda i: OwnPart(recorded={0: 1}), False),
    ],
)
def test_nobody_judges_what_he_directs_or_has_set(world, own, is_denied) -> None:
    item = review.sent(world).items.select_related("result__indicator__criterion").first()
    assert bool(rules.deny_judge(item, own(item))) is is_denied


@pytest.mark.parametrize(
    ("followed", "recognised", "is_denied"),
    [(False, False, False), (True, False, True), (False, True, True)],
)
def test_reopening_waits_for_what_rests_on_the_approval(
    world, followed, recognised, is_denied
) -> None:
    approved = review.approved(world)
    reason = rules.deny_reopen(world.tam, approved, is_followed=followed, is_recognised=recognised)
    assert bool(reason) is is_denied


MARK = {"revision": 7, "page": 1, "x": 0.1, "y": 0.2, "w": 0.3, "h": 0.1, "text": "Thiếu dấu"}


@pytest.mark.once
@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"kind": "met"}, set()),
        ({"kind": "met", "text": "Tốt", "marks": [MARK]}, set()),
        ({"kind": ""}, {"kind"}),
        ({"kind": "approved"}, {"kind"}),
        ({"kind": "not_met"}, {"reason_code", "text"}),
        ({"kind": "not_met", "reason_code": "missing"}, {"text"}),
        ({"kind": "supplement", "text": "Thiếu"}, {"reason_code"}),
        ({"kind": "supplement", "text": "Thiếu", "reason_code": "khac"}, {"reason_code"}),
        ({"kind": "supplement", "text": "Thiếu", "reason_code": "missing"}, set()),
        ({"kind": "met", "text": "a" * 5001}, {"text"}),
        ({"kind": "met", "marks": [MARK | {"revision": 8}]}, {"marks"}),
        ({"kind": "met", "marks": [MARK | {"x": 1.5}]}, {"marks"}),
        ({"kind": "met", "marks": [MARK | {"x": True}]}, {"marks"}),
        ({"kind": "met", "marks": [MARK | {"page": 0}]}, {"marks"}),
        ({"kind": "met", "marks": [MARK | {"text": 5}]}, {"marks"}),
        ({"kind": "met", "marks": ["<b>"]}, {"marks"}),
        ({"kind": "met", "marks": [MARK] * 101}, {"marks"}),
    ],
)
def test_what_a_verdict_must_say(changes, fields) -> None:
    defaults = {"reason_code": "", "text": "", "marks": [], "revisions": {7}}
    assert set(rules.verdict_errors(**defaults | changes)) == fields


TOMORROW = make.TODAY.replace(day=16)


@pytest.mark.once
@pytest.mark.parametrize(
    ("outcome", "kinds", "unreviewed", "text", "day", "fields"),
    [
        ("approve", ["met", "met"], 0, "", None, set()),
        ("approve", ["met"], 1, "", None, {"outcome"}),
        ("approve", ["met", "not_met"], 0, "", None, {"outcome"}),
        ("approve", ["met", "supplement"], 0, "", None, {"outcome"}),
        ("return", ["met", "not_met"], 0, "Thiếu", TOMORROW, set()),
        ("return", ["supplement"], 0, "Thiếu", TOMORROW, set()),
        ("return", ["met", "met"], 0, "Thiếu", TOMORROW, {"outcome"}),
        ("return", ["not_met"], 1, "Thiếu", TOMORROW, {"outcome"}),
        ("return", ["not_met"], 0, "", TOMORROW, {"decision_text"}),
        ("return", ["not_met"], 0, "Thiếu", make.TODAY, {"supplement_by"}),
        ("return", ["not_met"], 0, "Thiếu", None, {"supplement_by"}),
        ("reopen", ["met"], 0, "", None, {"outcome"}),
        ("approve", ["met"], 0, "a" * 5001, None, {"decision_text"}),
    ],
)
def test_what_a_decision_needs(outcome, kinds, unreviewed, text, day, fields) -> None:
    errors = rules.decision_errors(
        outcome=outcome,
        kinds=kinds,
        unreviewed=unreviewed,
        text=text,
        supplement_by=day,
        today=make.TODAY,
    )
    assert set(errors) == fields
    assert all(errors.values())
