"""A waiver ends as soon as a fact changes that its finding's sentence states, and else it stays.

Each check's fault is planted and its finding taken as waived. Then every value in the database
that the sentence states is changed in turn: the finding must be known by another fingerprint.

Some values are left alone, each for its reason: keys, choices, switches and numbers below
`LEAST_SUM`, which a sentence states in words of its own or by chance; texts shorter than `SHORTEST`
and those of `BY_CHANCE`, which it may hold without meaning them; and what the database refuses
to change (append-only and closed rows). `spoilt-files` has no plant: see `test_checks`.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_decimal, format_money
from reports.checks.queries import OF_FACTS
from tasks.enums import TaskState
from tasks.models import Plan, Target, Task
from tests import factories as make
from tests.reports.planting import lead, task
from tests.reports.plants import PLANTS
from tests.reports.sound import found, sound
from tests.reports.test_planted_faults import SEEN_ON
from tests.shared import made_once
from tests.world import World
from villages.models import Body, Official, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.deep]

CHECKS = {check.slug: check for check in OF_FACTS}
APPS = ("criteria", "tasks", "evidence", "villages")
SHORTEST = 5
LEAST_SUM = 10**5
# (model, field) → why a sentence may hold its value without stating it.
BY_CHANCE = {
    ("Plan", "symbol"): "stands in the number of every plan that is cited: KH-UBND",
    ("CriteriaSet", "indicator_noun"): "a word of the language: chỉ tiêu",
    ("CriteriaSet", "short_name"): "words of a task's own text: NTM nâng cao",
    ("Unit", "noun"): "a word of the language: huyện",
    ("Posting", "title"): "the sentence states the role, in the same words: Chủ tịch UBND",
}
# A target or a text states in its own words the figure that is by chance a level too.
FIGURE_OF_WORDS = {("Level", "value")}

# Kinds none of whose stated values this test can change, and why.
STATES_NO_VALUE = {
    "notice-not-issued": "the day of a closed meeting cannot change",
    "meeting-closed-without": "the day of a closed meeting cannot change",
    "citation-inferred": "its planted number is shorter than SHORTEST",
}

Change = tuple[models.Model, str, Any]

rows = made_once(sound)


def known_by(world: World, slug: str) -> dict[str, str]:
    """The check's findings: fingerprint → the sentence, from the rows as they are now."""
    world.commune = Unit.objects.get(pk=world.commune.pk)
    lines = found(world, SEEN_ON.get(slug, make.TODAY)).get(slug, [])
    return {CHECKS[slug].fingerprint(line): f"{line.text} {line.note}" for line in lines}


def another(value: Any, words: str) -> Any:
    """Another value of a field, or None where the words do not state the one it has."""
    if isinstance(value, str):
        return "Nội dung khác" if len(value) >= SHORTEST and value in words else None
    if isinstance(value, date):
        return value + timedelta(days=1) if format_day(value) in words else None
    if isinstance(value, Decimal):
        is_stated = format_decimal(value) in words.replace("%", " ").replace(".", " ").split()
        return value + 1 if is_stated else None
    if isinstance(value, int) and not isinstance(value, bool) and value > LEAST_SUM:
        return value + 10**6 if format_money(value) in words else None
    return None


def changeable(model: type[models.Model]) -> list[str]:
    return [
        field.attname
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.is_relation or field.choices or field.unique)
        and field.name != "search"
        and (model.__name__, field.name) not in BY_CHANCE
    ]


def stated_facts(words: str) -> dict[Any, list[Change]]:
    """Each value that the words state → the rows and fields that hold it, with another value."""
    facts: dict[Any, list[Change]] = defaultdict(list)
    for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
        names = changeable(model)
        for row in model._default_manager.all():
            for name in names:
                value = getattr(row, name)
                if (changed := another(value, words)) is not None:
                    facts[value].append((row, name, changed))
    return facts


def is_level_by_chance(places: list[Change]) -> bool:
    return {(type(row).__name__, name) for row, name, _ in places} <= FIGURE_OF_WORDS


def is_known_after(world: World, slug: str, known: str, change: Change) -> bool | None:
    """Whether the finding is still known once the value is another; None: it cannot change."""
    row, name, value = change
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{name: value})
            is_known = known in known_by(world, slug)
            transaction.set_rollback(True)
    except IntegrityError:
        return None
    return is_known


def left_known(world: World, slug: str) -> tuple[int, list[str]]:
    """How many stated values ended the waiver as they changed, and which did not. Where several
    rows hold the value, the sentence states that of one of them, maybe of one that cannot change.
    """
    count, left = 0, []
    for known, words in known_by(world, slug).items():
        for value, places in stated_facts(words).items():
            after = [is_known_after(world, slug, known, place) for place in places]
            if False in after:
                count += 1
            elif None not in after and not is_level_by_chance(places):
                left.append(f"{value!r} in: {words}")
    return count, left


@pytest.mark.parametrize("slug", PLANTS)
def test_a_waiver_ends_once_a_stated_fact_changes(world, slug) -> None:
    PLANTS[slug](world)
    count, left = left_known(world, slug)
    assert left == []
    assert (count == 0) == (slug in STATES_NO_VALUE)


# What a finding counts without naming it → how the planted task begins, and another in its place.
COUNTED: dict[str, tuple[str, Callable[[World], object]]] = {
    "met-with-late-work": (
        "Dọn rãnh",
        lambda w: task(w, "Vét mương", 1, deadline_words="trước ngày 01/7/2024"),
    ),
    "body-not-set-up": ("Giám sát", lambda w: given_to_the_body(w, "Giám sát đường")),
    "body-renewed-late": ("Họp dân", lambda w: given_to_the_body(w, "Họp dân mở cống")),
}


def given_to_the_body(world: World, words: str) -> None:
    made = task(world, words, lead=None, deadline_words="tháng 8/2024")
    lead(made, body=Body.objects.get())


@pytest.mark.parametrize("slug", COUNTED)
def test_a_waiver_of_a_count_ends_once_another_task_is_counted(world, slug) -> None:
    PLANTS[slug](world)
    before = known_by(world, slug)
    beginning, plant_another = COUNTED[slug]
    Task.objects.filter(text__startswith=beginning).update(state=TaskState.CANCELLED)
    plant_another(world)
    after = known_by(world, slug)
    assert list(after.values()) == list(before.values())
    assert after.keys() != before.keys()


@pytest.mark.parametrize("slug", PLANTS)
def test_a_waiver_stays_while_something_else_changes(world, slug) -> None:
    PLANTS[slug](world)
    known = known_by(world, slug)
    Plan.objects.update(note="Đã đọc lại")
    Task.objects.update(note="Đã nhắc")
    Official.objects.update(phone="0912 345 678")
    make.make_village(make.make_unit("commune", "Hương Lâm", world.commune.parent), "Đông Lâm")
    assert known
    assert known_by(world, slug).keys() == known.keys()


def test_a_waiver_of_a_target_below_its_level_ends_once_it_aims_at_another_figure(world) -> None:
    PLANTS["target-below-level"](world)
    before = known_by(world, "target-below-level")
    Target.objects.update(value=31)
    after = known_by(world, "target-below-level")
    assert len(after) == len(before) == 1
    assert after.keys() != before.keys()
