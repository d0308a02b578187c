"""A commune with one assessment, and the people who come to it."""

from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from criteria.models import Assessment, Result
from tests import factories as make
from villages.enums import Role
from villages.models import Official, Unit


@dataclass
class Desk:
    """One assessment of a commune, with a client for each who comes to it."""

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

    def member(self, role: str) -> Client:
        return self.client(make.make_official(self.commune, role))

    def stranger(self) -> Client:
        other = make.make_commune("Nghi Hoa", self.commune.parent)
        return self.client(make.make_official(other, Role.STANDING_OFFICER))


@pytest.fixture
def desk(db):
    """The desk on 15 August 2024."""
    with time_machine.travel("2024-08-15T03:00:00Z", tick=False):
        commune = make.make_commune()
        assessment = make.make_assessment(commune)
        result = assessment.results.select_related("indicator").order_by("pk").first()
        lan = make.make_official(commune, Role.STANDING_OFFICER, "Nguyễn Thị Lan")
        yield Desk(commune, assessment, result, lan)


@pytest.fixture
def typed():
    """A form filled in as an official would."""
    return {
        "claim": "met",
        "value": "41,2",
        "as_of": "15/08/2024",
        "source": "Trạm cấp nước",
        "note": "",
        "version": "0",
    }
