"""A commune with one assessment, and the people who come to it."""

from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.test import Client

from criteria.models import Assessment, Result
from tests import factories as make
from tests.shared import MORNING, made_once
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


def open_desk() -> Desk:
    commune = make.make_commune()
    assessment = make.make_assessment(commune)
    result = assessment.results.select_related("indicator").order_by("pk").first()
    lan = make.make_official(commune, Role.STANDING_OFFICER, "Nguyễn Thị Lan")
    return Desk(commune, assessment, result, lan)


rows = made_once(open_desk)


@pytest.fixture
def desk(rows: Desk, db: None, time_machine) -> Desk:
    """The desk on 15 August 2024."""
    time_machine.move_to(MORNING, tick=False)
    return deepcopy(rows)


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
