"""The one world of the tests: a commune at work on 15 August 2024, and whoever comes to it.

What a test does not use is not made: rows and people come into being when they are first
named. `open_world("plan", "lan")` makes those beforehand, for tests that share them or count.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import update_last_login
from django.test import Client

from criteria.enums import Claim
from criteria.models import Assessment, CriteriaSet, Result
from criteria.services import set_result
from evidence.review.models import ReviewChain, ReviewStep
from tasks.models import Meeting, Plan, Task
from tasks.services import hold_meeting
from tests import factories as make
from villages.access import Access
from villages.accounts.sessions import SessionStore
from villages.enums import Role
from villages.models import Official, Unit

HTMX = {"HX-Request": "true"}

# Who comes to the commune: the unit of the posting, its role, the person's name.
PEOPLE = {
    "lan": ("commune", Role.STANDING_OFFICER, "Nguyễn Thị Lan"),
    "chair": ("commune", Role.CHAIR, "Ngô Văn Chủ"),
    "tam": ("commune", Role.VICE_CHAIR, "Đinh Văn Tám"),
    "dong": ("commune", Role.VICE_CHAIR, "Ngô Văn Đồng"),
    "hien": ("commune", Role.OFFICIAL, "Đặng Thị Hiền"),
    "quyen": ("commune", Role.OFFICIAL, "Đặng Văn Quyên"),
    "thon": ("village", Role.VILLAGE_BOARD, "Ban phát triển thôn"),
    "vanthu": ("commune", Role.CLERK, "Văn thư xã"),
    "keeper": ("province", Role.DATA_STEWARD, "Trần Văn Sổ"),
    "hoa": ("district", Role.REVIEWER, "Hoàng Thị Hòa"),
    "stranger": ("neighbour", Role.STANDING_OFFICER, "Nguyễn Thị Lạ"),
}


BACKEND = "villages.sign_in.backend.CountingBackend"


def client_of(official: Official) -> Client:
    """A browser in which this person has signed in and opened a page: the next ones, in the same
    minute, write nothing. The session is written once, where signing in writes it five times."""
    client, session = Client(), SessionStore()
    session.update(
        {
            SESSION_KEY: str(official.pk),
            BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: official.get_session_auth_hash(),
        }
    )
    session.touch(lambda: settings.SESSION_IDLE_MINUTES)
    update_last_login(None, official)
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def seen_at(client: Client, url: str) -> dict[str, str]:
    """What an admin form sends along: which version of the row it was made from."""
    return {"seen_version": str(client.get(url).context["seen_version"])}


@dataclass
class World:
    """A commune of a district, with what its people work on."""

    name: str = "Mai Đình"
    criteria: int = 2
    indicators: int = 2
    people: dict[str, Official] = field(default_factory=dict)

    # --- Units ------------------------------------------------------------------------------------

    @cached_property
    def commune(self) -> Unit:
        return make.make_commune(self.name)

    @property
    def district(self) -> Unit:
        assert self.commune.parent is not None
        return self.commune.parent

    @property
    def province(self) -> Unit:
        assert self.district.parent is not None
        return self.district.parent

    @cached_property
    def village(self) -> Unit:
        return make.make_village(self.commune)

    @cached_property
    def neighbour(self) -> Unit:
        """The commune next door, whose people are strangers here."""
        return make.make_commune("Đồng Tâm", self.district)

    # --- What they work on ------------------------------------------------------------------------

    @cached_property
    def assessment(self) -> Assessment:
        judged_by = make.make_set(criteria=self.criteria, indicators=self.indicators)
        return make.make_assessment(self.commune, judged_by)

    @cached_property
    def village_assessment(self) -> Assessment:
        return make.make_assessment(self.village, make.make_set(level="village", tier="model"))

    @cached_property
    def result(self) -> Result:
        """The first indicator's."""
        return self.results()[0]

    def results(self) -> list[Result]:
        rows = self.assessment.results.select_related("indicator__criterion")
        return list(rows.order_by("indicator__criterion__number", "indicator__code", "pk"))

    @cached_property
    def empty_set(self) -> CriteriaSet:
        """A set in which nothing stands yet."""
        return make.make_set(0, 0)

    @cached_property
    def plan(self) -> Plan:
        return make.make_plan(self.commune)

    @cached_property
    def task(self) -> Task:
        """Led by Hiền, of the first criterion, overdue since 1 August."""
        return make.make_task(
            self.plan,
            lead=self.official("hien"),
            text="Rà soát nhà văn hóa thôn",
            assessment=self.assessment,
            criterion=self.assessment.criteria_set.criteria.get(number=1),
            deadline_words="trước ngày 01/8/2024",
        )

    @cached_property
    def chain(self) -> ReviewChain:
        """Two steps: a vice-chair checks, then the district's reviewer."""
        return make.make_chain(self.province, self.district)

    @cached_property
    def steps(self) -> list[ReviewStep]:
        return list(self.chain.steps.order_by("order"))

    def claim(
        self,
        result: Result,
        claim: str = Claim.MET,
        value: str | None = "50",
        on: date = date(2024, 8, 1),
    ) -> None:
        """Set a result as the program itself would load it."""
        result.refresh_from_db()
        entry = make.entry(claim, value=Decimal(value) if value else None, as_of=on)
        set_result(by=make.system(), result_id=result.pk, fields=entry, seen_version=result.version)

    def hold_august_meeting(self, **fields: Any) -> Meeting:
        """The commune's meeting of the day, which Tám chairs."""
        return hold_meeting(
            by=make.system(),
            unit=self.commune,
            held_on=make.TODAY,
            name="Giao ban tháng 8",
            chaired_by=self.official("tam"),
            **fields,
        )

    # --- People -----------------------------------------------------------------------------------

    def official(self, who: str) -> Official:
        """One of `PEOPLE`, made when first named."""
        if who not in self.people:
            unit, role, name = PEOPLE[who]
            self.people[who] = make.make_official(getattr(self, unit), role, name)
        return self.people[who]

    def access(self, who: str) -> Access:
        return make.access(self.official(who))

    @cached_property
    def lan(self) -> Access:
        """The standing officer, who does everything of the commune."""
        return self.access("lan")

    @cached_property
    def tam(self) -> Access:
        """A vice-chair, who checks for the commune."""
        return self.access("tam")

    @cached_property
    def dong(self) -> Access:
        """The other vice-chair."""
        return self.access("dong")

    @cached_property
    def chair(self) -> Access:
        """Who may do with plans and tasks what the standing officer does."""
        return self.access("chair")

    @cached_property
    def hoa(self) -> Access:
        """The district's reviewer."""
        return self.access("hoa")

    @property
    def standing(self) -> Client:
        """A browser of the standing officer."""
        return self.client("lan")

    def person(self, unit: Unit, role: str, **posting: object) -> Access:
        """The access of somebody new with this role."""
        return make.access(make.make_official(unit, role, **posting))

    def client(self, who: str | Official) -> Client:
        return client_of(self.official(who) if isinstance(who, str) else who)

    def member(
        self, role: str = Role.STANDING_OFFICER, unit: Unit | None = None, **posting: object
    ) -> Client:
        """Somebody new with this role in the commune, or in the unit given."""
        return client_of(make.make_official(unit or self.commune, role, **posting))

    def stranger(self, role: str = Role.STANDING_OFFICER) -> Client:
        """Somebody of the commune next door."""
        return client_of(make.make_official(self.neighbour, role))


def open_world(*names: str, **size: object) -> World:
    """A world in which the rows and people named are there already."""
    world = World(**size)
    assert world.commune.pk
    for name in names:
        if name in PEOPLE:
            world.official(name)
        else:
            getattr(world, name)
    return world


def opened(*names: str) -> Any:
    """A fixture: each test has a world of its own, with what is named there already."""

    @pytest.fixture
    def world(db: None) -> World:
        return open_world(*names)

    return world
