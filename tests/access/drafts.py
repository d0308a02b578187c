"""Drafts of a verdict on the open round of the matrix, of which the reviewed must not learn.

What asks no table into which drafts are written cannot know of them. What asks one is asked again
once there are drafts, and the answers are the same to the letter: neither words nor kinds nor
counts of them can be read.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from evidence.models import DraftVerdict
from evidence.review.enums import VerdictKind
from evidence.review.services import save_draft
from ntm_project.common.models import NO_VERSION
from tests import factories as make
from tests.access.matrix import Matrix
from tests.shared import undone
from villages.enums import Role
from villages.models import Official

DRAFT = "Chim báo bão nhận xét nháp"
TABLES = {DraftVerdict._meta.db_table}  # into which drafts are written: `test_review_canary.py`
REVIEWED = (
    Role.ADMINISTRATOR,
    Role.STANDING_OFFICER,
    Role.VILLAGE_BOARD,
    Role.REVIEWER,  # holds the role in the commune, not in the unit of the step
    "stranger",
)
Answer = tuple[str, str]  # what one gets, and the text


def plant(world: Matrix) -> None:
    """A draft on every item of the open round, each of another kind, with words and a mark."""
    holder = world.rows["round"].holder
    upper = Official.objects.get(postings__unit=holder, postings__role=Role.REVIEWER)
    kinds = [VerdictKind.NOT_MET, VerdictKind.SUPPLEMENT, VerdictKind.MET]
    for place, item in enumerate(world.rows["round"].items.order_by("pk")):
        revision = item.papers.values_list("revision_id", flat=True).first()
        save_draft(
            by=make.access(upper),
            item=item,
            kind=kinds[place % 3],
            reason_code="unsigned",
            text=DRAFT,
            marks=[{"revision": revision, "page": 1, "text": DRAFT}] if revision else [],
            seen_version=NO_VERSION,
        )


def settled(text: str) -> str:
    """An answer without what differs from one request to the next."""
    text = re.sub(r'name="(csrfmiddlewaretoken|form_key)" value="[^"]*"', "", text)
    # The request's id first: four of its parts may look like a code shown once.
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)
    text = re.sub(r"([0-9A-Z]{4}-){3,4}[0-9A-Z]{4}", "", text)
    return re.sub(r'"(X-CSRFToken|token)": "[^"]+"', "", text)


class Statements:
    """What was sent to the database while one of them was around."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.sent.append(sql)
        return execute(sql, params, many, context)

    def written(self) -> set[str]:
        """The tables that were changed."""
        found = (re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql) for sql in self.sent)
        return {match[1] for match in found if match}

    def ask_for_drafts(self) -> bool:
        return any(f'"{table}"' in sql for sql in self.sent for table in TABLES)


def told(
    world: Matrix, answers: Mapping[str, Answer], again: Callable[[str], Answer]
) -> dict[str, str]:
    """Who of these people is answered otherwise once there are drafts, or reads of them."""
    if not answers:
        return {}
    with undone():
        plant(world)
        later = {person: again(person) for person in answers}
    return {
        person: text
        for person, (got, text) in later.items()
        if (got, settled(text)) != (answers[person][0], settled(answers[person][1]))
        or DRAFT in text
    }
