"""The commune of these tests."""

from tests.shared import copied_that_morning, made_once
from tests.world import open_world

rows = made_once(lambda: open_world("assessment", "village_assessment", "plan"))


world = copied_that_morning
