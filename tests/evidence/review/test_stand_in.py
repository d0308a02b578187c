"""A chair stands in for the vice-chairs at the commune's step."""

import pytest

from evidence.models import Submission
from evidence.review.rules import reviewing_posting
from evidence.review.services import save_draft, submit
from ntm_project.common.models import NO_VERSION
from tests import factories as make
from tests.evidence.review import factories as review
from villages.enums import Role

pytestmark = pytest.mark.django_db


def test_the_chair_reviews_what_both_vice_chairs_direct() -> None:
    ready = review.ready_world()
    sent = submit(by=ready.lan, assessment=ready.assessment, step=ready.steps[0])
    chair = make.access(make.make_official(ready.commune, Role.CHAIR))
    clerk = make.access(make.make_official(ready.commune, Role.CLERK))
    assert reviewing_posting(chair, sent) is not None
    assert reviewing_posting(clerk, sent) is None
    assert sent in Submission.objects.visible_to(chair).awaiting(chair)
    draft = save_draft(by=chair, item=sent.items.first(), kind="met", seen_version=NO_VERSION)
    assert draft.by == chair.official
