"""Whoever stands in for a colleague judges neither what they did themselves nor what the colleague
did."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from criteria.models import Recognition
from criteria.services import put_in_charge
from evidence.review import rules
from evidence.review.queries.own import own_part
from evidence.review.queries.recognition import has_submitted
from tasks.enums import TRANSITIONS
from tasks.rules import deny_path
from tasks.services import set_supervision
from tests import factories as make
from tests.evidence.review import factories as review
from tests.world import World
from villages.access import Access
from villages.models import Official
from villages.services import delegate

pytestmark = pytest.mark.django_db

TODAY, LAST = make.TODAY, date(2024, 8, 30)


def stand_in(official: Official, absent: Official) -> Access:
    """The access of the official on a day on which they do the work of somebody away."""
    posting = absent.postings.get()
    delegate(
        by=make.access(absent), posting=posting, official=official, starts_on=TODAY, ends_on=LAST
    )
    return make.access(official)


def test_what_the_absent_sent_is_not_reviewed_by_who_stands_in(world: World) -> None:
    sent = review.sent(world)
    tam, dong = world.official("tam"), world.official("dong")
    access = stand_in(tam, world.official("lan"))
    reason = rules.deny_review(access, sent, own_part(access, sent))
    assert reason.startswith("Đồng chí hoặc người đồng chí đang làm thay đã gửi hồ sơ này")
    assert rules.deny_read_drafts(access, sent, own_part(access, sent))
    assert has_submitted(access, world.commune, world.assessment.criteria_set)
    assert not rules.deny_review(make.access(dong), sent, own_part(make.access(dong), sent))


def test_what_one_sent_for_the_absent_is_not_reviewed_by_oneself(world: World) -> None:
    """Neither in one's own office, nor in the one that was lent."""
    tam = world.official("tam")
    sent = review.sent(world, by=stand_in(tam, world.official("lan")))
    assert sent.submitted_by == tam
    access = make.access(tam)
    assert rules.deny_review(access, sent, own_part(access, sent))
    lan = world.lan.official
    later = stand_in(lan, world.official("dong"))
    assert not own_part(later, sent).has_submitted
    after = make.access(tam, LAST.replace(month=9))
    assert rules.deny_review(after, sent, own_part(after, sent))


def test_what_the_absent_directs_or_has_set_is_not_judged_by_who_stands_in(world: World) -> None:
    tam, hien = world.official("tam"), world.official("hien")
    first, second = world.results()[0], world.results()[-1]
    set_supervision(
        by=make.system(), assessment=world.assessment, criterion=first.indicator.criterion,
        officials=[tam],
    )  # fmt: skip
    put_in_charge(by=make.system(), result_id=second.pk, official=tam)
    sent = review.sent(world)
    access = stand_in(hien, tam)
    items = {item.result_id: item for item in sent.items.select_related("result__indicator")}
    own = own_part(access, sent)
    assert "phụ trách tiêu chí 1" in rules.deny_judge(items[first.pk], own)
    assert not rules.deny_judge(items[second.pk], own)
    assert not rules.deny_review(access, sent, own)


def test_what_the_absent_entered_is_not_confirmed_by_who_stands_in(world: World) -> None:
    colleague, other = (make.make_official(world.district, "reviewer") for _ in range(2))
    row = Recognition.objects.create(
        unit=world.commune, criteria_set=world.assessment.criteria_set, title="NTM",
        decision_number="1/QĐ", decided_on=TODAY, issuer="UBND tỉnh",
        entered_by=other, confirmation="awaiting",
    )  # fmt: skip
    before = make.access(colleague)
    assert not rules.deny_confirm(before, row, has_submitted=False)
    access = stand_in(colleague, other)
    reason = rules.deny_confirm(access, row, has_submitted=False)
    assert reason.startswith("Đồng chí hoặc người đồng chí đang làm thay đã ghi")


def test_what_the_absent_reported_is_not_confirmed_by_who_stands_in(world: World) -> None:
    task, lan = world.task, world.official("lan")
    task.state, task.reported_by = "reported", lan
    assert not deny_path(world.tam, task, TRANSITIONS["confirm"])
    access = stand_in(world.official("tam"), lan)
    assert "không tự xác nhận" in deny_path(access, task, TRANSITIONS["confirm"])


def test_nobody_stands_in_for_themselves(world: World) -> None:
    with pytest.raises(ValidationError, match="phải là người khác"):
        stand_in(world.official("lan"), world.official("lan"))
