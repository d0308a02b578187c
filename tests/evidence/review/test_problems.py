"""What stands in the way of a submission, and how it is listed."""

import pytest

from criteria.enums import Claim
from evidence.models import Submission
from evidence.review.queries.problems import FOLDED, folded, submission_problems
from evidence.review.services import NotReady
from tests import factories as make
from tests.evidence.review import factories as review
from tests.queries import MOST, queries_within


def test_what_is_required_blocks_and_the_rest_warns(world) -> None:
    first, second, third, fourth = world.results()
    review.require(first)
    requirement = review.require(second)
    review.make_paper(second, requirement, files=0)
    review.set_claim(third, Claim.NOT_YET, 10)
    review.set_claim(fourth, Claim.MET, 10)
    with pytest.raises(NotReady) as refused:
        review.sent(world)
    problems = refused.value.problems
    assert "còn 3 điểm" in refused.value.reason
    blocking = [p.result_id for p in problems if p.is_blocking]
    assert blocking == [first.pk, second.pk, third.pk]
    assert {p.result_id for p in problems if not p.is_blocking} >= {second.pk, fourth.pk}
    assert [p.is_blocking for p in problems] == sorted(
        (p.is_blocking for p in problems), reverse=True
    )
    pages = {p.result_id: p.url_name for p in problems if p.is_blocking}
    assert pages[first.pk] == "evidence:of_result"
    assert pages[third.pk] == "criteria:edit_result"
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_many_results_with_one_fault_are_one_line_that_leads_to_each() -> None:
    world = review.ready_world(criteria=2, indicators=3)
    results = world.results()
    for result in results[:FOLDED]:
        review.set_claim(result, Claim.NOT_YET, 10)
    review.require(results[-1])
    problems = submission_problems(world.assessment, on=make.TODAY)
    many, one = folded(p for p in problems if p.is_blocking)
    assert [problem.result_id for _, problem in many.links] == [r.pk for r in results[:FOLDED]]
    assert [words for words, _ in many.links] == [r.indicator.code for r in results[:FOLDED]]
    assert [problem.result_id for _, problem in one.links] == [results[-1].pk]
    few = folded(p for p in problems[: FOLDED - 1])
    assert not any(line.is_folded for line in few)
    assert len(few) == FOLDED - 1


def test_once_the_required_paper_is_there_the_assessment_goes(world) -> None:
    first = world.results()[0]
    requirement = review.require(first)
    optional = review.require(world.results()[1], mandatory=False)
    review.make_paper(first, requirement)
    (problem,) = submission_problems(world.assessment, on=make.TODAY)
    assert (problem.is_blocking, problem.result_id) == (False, world.results()[1].pk)
    assert optional.text in problem.sentence
    assert review.sent(world)


def test_problems_ask_the_same_number_of_questions_for_any_size(world) -> None:
    for result in world.results():
        review.require(result)
    larger = review.ready_world(criteria=5, indicators=4)
    small = queries_within(lambda: submission_problems(world.assessment))
    assert submission_problems(world.assessment)
    assert queries_within(lambda: submission_problems(larger.assessment)) == small <= MOST


def test_an_edit_after_the_commune_approved_is_pointed_out(world) -> None:
    review.approved(world)
    review.set_claim(world.results()[0], value=60)
    (problem,) = submission_problems(world.assessment, on=make.TODAY)
    assert (problem.is_blocking, problem.result_id) == (False, world.results()[0].pk)
