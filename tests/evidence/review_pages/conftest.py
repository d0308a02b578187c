"""A commune under review, and a client for each person who has a part in it."""

from collections.abc import Callable

import pytest
from django.test import Client

from evidence.review.models import Submission
from tests import factories as make
from tests.evidence.review import factories as review
from tests.shared import copied_that_morning, made_once
from tests.world import World
from tests.world import client_of as signed_in
from villages.access import Access
from villages.enums import Role

rows = made_once(review.ready_world)


world = copied_that_morning


@pytest.fixture
def client_of() -> Callable[[Access], Client]:
    """A signed-in client for the holder of an access."""

    def sign_in(access: Access) -> Client:
        assert access.official is not None
        return signed_in(access.official)

    return sign_in


@pytest.fixture
def stranger(world: World, client_of) -> Client:
    """The standing officer of the commune next door."""
    other = make.make_commune("Nghi Hoa", world.district)
    return client_of(world.person(other, Role.STANDING_OFFICER))


@pytest.fixture
def submission(world: World) -> Submission:
    """The first round, sent."""
    return review.sent(world)


@pytest.fixture
def tam(world: World, client_of) -> Client:
    """The vice-chair who checks for the commune, signed in."""
    return client_of(world.tam)
