"""The accounts that come with the sample, and the one password they share on a trial machine."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import make_password

from ntm_project.generator.commune.places import PEOPLE, SUCCESSOR, username
from ntm_project.sample.book import FixtureBook, read_fixtures
from villages.accounts.sample import SAMPLE_PASSWORD
from villages.enums import Role
from villages.models import Official


@dataclass(frozen=True)
class SampleAccount:
    """One account as the start screen lists it."""

    username: str
    name: str
    titles: str
    roles: str


def sample_accounts(folder: Path) -> list[SampleAccount]:
    """The accounts of a fixtures folder, in its order; reads no database."""
    return accounts_of(read_fixtures(folder))


def accounts_of(book: FixtureBook) -> list[SampleAccount]:
    accounts = []
    for name, draft in book.officials.items():
        postings = [p for p in book.postings if p.refs["official"] == name]
        roles = dict.fromkeys(str(Role(p.fields["role"]).label) for p in postings)
        accounts.append(
            SampleAccount(
                name,
                draft.fields["full_name"],
                "; ".join(dict.fromkeys(p.fields["title"] for p in postings)),
                ", ".join(roles),
            )
        )
    return accounts


def invented_accounts() -> list[SampleAccount]:
    """The accounts of the commune that the program invents; reads no database."""
    return [
        SampleAccount(username(key), name, title, str(role.label))
        for key, name, role, title, *_ in [*PEOPLE, SUCCESSOR]
    ]


def open_accounts(usernames: Iterable[str]) -> int:
    """Give the sample password to accounts that have none; returns how many.

    A password that people have set stays. One hash serves all: the password is printed anyway,
    and hashing it once for each account would take seconds.
    """
    closed = [
        official
        for official in Official.objects.filter(username__in=list(usernames), is_active=True)
        if not official.has_usable_password()
    ]
    if closed:
        encoded = make_password(SAMPLE_PASSWORD)
        for official in closed:
            official.password, official.has_sample_password = encoded, True
            official.save(update_fields=["password"])
    return len(closed)
