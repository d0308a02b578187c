"""A commune at work on 15 August 2024, with a signed-in client for whoever is asked for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.test import Client

from criteria.enums import Claim
from criteria.models import Assessment, Result
from criteria.services import set_result
from tasks.models import Plan
from tests import factories as make
from villages.enums import Role
from villages.models import Official, Unit

HTMX = {"HX-Request": "true"}


def client_of(official: Official) -> Client:
    client = Client()
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    return client


def seen_at(client: Client, url: str) -> dict[str, str]:
    """What an admin form sends along: which version of the row it was made from."""
    return {"seen_version": str(client.get(url).context["seen_version"])}


@dataclass
class Office:
    """A commune with a village, its assessments and plan."""

    commune: Unit
    village: Unit
    assessment: Assessment
    village_assessment: Assessment
    plan: Plan

    def member(self, role: str = Role.STANDING_OFFICER, **posting: object) -> Client:
        return client_of(make.make_official(self.commune, role, **posting))

    def stranger(self, role: str = Role.STANDING_OFFICER) -> Client:
        other = make.make_commune("Nghi Hoa", self.commune.parent)
        return client_of(make.make_official(other, role))

    def results(self) -> list[Result]:
        return list(self.assessment.results.order_by("indicator__criterion__number", "pk"))

    def claim(
        self,
        result: Result,
        claim: str = Claim.MET,
        value: str | None = "50",
        on: date = date(2024, 8, 1),
    ) -> None:
        result.refresh_from_db()
        entry = make.entry(claim, value=Decimal(value) if value else None, as_of=on)
        set_result(by=make.system(), result_id=result.pk, fields=entry, seen_version=result.version)


def open_office() -> Office:
    commune = make.make_commune()
    village = make.make_village(commune)
    return Office(
        commune,
        village,
        make.make_assessment(commune),
        make.make_assessment(village, make.make_set(level="village", tier="model")),
        make.make_plan(commune),
    )
