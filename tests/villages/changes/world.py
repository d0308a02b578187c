"""Two communes of a province that become one of another, with all that hangs on them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.apps import apps
from django.test import Client

from evidence.review.models import Submission
from evidence.review.services import submit
from tests import factories as make
from tests.world import World, client_of
from villages.access import Access, access_of
from villages.changes.services import change_units
from villages.enums import Role, UnitLevel
from villages.models import Official, Unit
from villages.services import appoint

ON = date(2024, 8, 1)
# What the page of a change of units is sent for the merger of this world.
TYPED_MERGE = {
    "act": "Nghị quyết số 1658/NQ-UBTVQH15",
    "act_on": "16/6/2024",
    "issuer": "Ủy ban Thường vụ Quốc hội",
    "on": "01/8/2024",
    "lines": "Mai Đình + Đồng Tâm → xã Xuân Cẩm",
}
ACT = "Nghị quyết số 1658/NQ-UBTVQH15 ngày 16/6/2024 của Ủy ban Thường vụ Quốc hội"
LINES = "Mai Đình + Đồng Tâm → xã Xuân Cẩm"


@dataclass
class Merging(World):
    """`World` with a second province, which reviews after the change, and who records it."""

    @cached_property
    def after(self) -> Unit:
        return make.make_province("Bắc Ninh")

    @cached_property
    def admin(self) -> Official:
        made = make.make_official(self.province, Role.ADMINISTRATOR)
        fields = {"role": Role.ADMINISTRATOR, "title": "Quản trị"}
        appoint(by=make.system(), official=made, unit=self.after, **fields)
        return made

    @property
    def by(self) -> Access:
        return access_of(self.admin, make.TODAY)

    @cached_property
    def upper(self) -> Official:
        """Who reviews for the new province."""
        make.make_chain(self.after, self.after)
        return make.make_official(self.after, Role.REVIEWER)

    @cached_property
    def sent(self) -> Submission:
        """Approved in the commune, now with the district."""
        first, second = self.steps
        for result in self.results():
            self.claim(result)
        round_ = submit(by=self.lan, assessment=self.assessment, step=first)
        Submission.objects.filter(pk=round_.pk).update(
            state="approved", decided_at=round_.submitted_at
        )
        return submit(by=self.lan, assessment=self.assessment, step=second)

    def merge(self, lines: str = LINES, parent: Unit | None = None, **typed: Any) -> Any:
        fields = {"text": lines, "on": ON, "act": ACT, "choices": {}, **typed}
        return change_units(by=self.by, parent=parent or self.after, **fields)[0]

    def client_now(self, who: str) -> Client:
        return client_of(Official.objects.get(pk=self.official(who).pk))


def counts() -> dict[str, int]:
    """How many rows each of our tables holds."""
    labels = ("villages", "criteria", "tasks", "evidence")
    models = [m for label in labels for m in apps.get_app_config(label).get_models()]
    return {m._meta.label: m._base_manager.count() for m in models if m._meta.managed}


def full_world() -> Merging:
    world = Merging()
    make.make_village(world.neighbour)
    for who in ("lan", "tam", "hien", "thon", "stranger", "hoa"):
        world.official(who)
    assert world.task.pk
    assert world.upper.pk
    assert world.admin.pk
    assert world.chain.pk
    assert world.assessment.unit.level == UnitLevel.COMMUNE
    return world
