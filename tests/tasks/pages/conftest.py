"""The commune of these pages: who gives tasks, who does them, who is outside."""

from tests.shared import copied_that_morning, made_once
from tests.world import open_world

rows = made_once(
    lambda: open_world(
        "village",
        "lan",
        "tam",
        "hien",
        "quyen",
        "thon",
        "vanthu",
        "stranger",
        "plan",
        "assessment",
        "task",
    )
)


world = copied_that_morning
