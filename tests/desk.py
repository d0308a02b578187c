"""A desk at which officials of one commune come to one assessment."""

from dataclasses import dataclass

from django.test import Client

from criteria.models import Assessment, Result
from tests import factories as make
from villages.enums import Role
from villages.models import Official, Unit


@dataclass
class Desk:
    """A commune with an assessment, and a client for each who comes to it."""

    commune: Unit
    assessment: Assessment
    result: Result
    lan: Official

    def client(self, official: Official) -> Client:
        client = Client()
        client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
        return client

    @property
    def standing(self) -> Client:
        return self.client(self.lan)

    def member(self, role: str, unit: Unit | None = None) -> Client:
        return self.client(make.make_official(unit or self.commune, role))

    def stranger(self) -> Client:
        other = make.make_commune("Nghi Hoa", self.commune.parent)
        return self.client(make.make_official(other, Role.STANDING_OFFICER))


def open_desk() -> Desk:
    commune = make.make_commune()
    assessment = make.make_assessment(commune)
    results = assessment.results.select_related("indicator__criterion").order_by("pk")
    lan = make.make_official(commune, Role.STANDING_OFFICER, "Nguyễn Thị Lan")
    return Desk(commune, assessment, results.first(), lan)
