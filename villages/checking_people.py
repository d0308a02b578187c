"""Pasted people against the forms of one person: what each line writes, or why it does not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ntm_project.common.text import fold, slug
from villages import queries, services
from villages.access import Access
from villages.enums import Role
from villages.forms import FirstPostingForm, NewOfficialForm
from villages.honorifics import bare_name
from villages.models import Body, Official, Unit
from villages.pasting_people import PersonLine, read_people, role_named, role_of_office
from villages.village_offices import is_of_village, villages_in

_MOST_NAMESAKES = 20


@dataclass
class Candidate:
    """A line, what its two forms made of it, and the sentences for which it is not written."""

    line: PersonLine
    place: str
    role_label: str
    username: str
    doubts: list[str]
    is_assumed: bool = False  # the role is that of the title
    person: dict[str, Any] = field(default_factory=dict)
    posting: dict[str, Any] = field(default_factory=dict)

    @property
    def is_clear(self) -> bool:
        return not self.doubts


class PeopleReader:
    """Reads lines for one commune, with its places and people read once."""

    def __init__(self, access: Access, commune: Unit) -> None:
        self.access, self.commune = access, commune
        self.places: dict[str, tuple[Unit, Body | None]] = {fold(str(commune)): (commune, None)}
        for unit in commune.children.filter(valid_to__isnull=True).order_by("pk"):
            for name in (unit.name, str(unit)):
                self.places.setdefault(fold(name), (unit, None))
        bodies = Body.objects.filter(unit__path__below=commune.path).select_related("unit")
        for body in bodies.order_by("unit__path", "pk"):
            for name in (body.name, *body.short_names.splitlines()):
                self.places.setdefault(fold(name), (body.unit, body))

    def read(self, text: str, *, role: str, takes_namesakes: bool) -> list[Candidate]:
        """What each line gives, checked like the form of one person."""
        lines = read_people(text, self.places.keys())
        usernames = usernames_for(line.full_name for line in lines)
        known = {} if takes_namesakes else self._known()
        found = []
        for line, username in zip(lines, usernames, strict=True):
            one = self._checked(line, username, role)
            key = fold(line.full_name)
            if key in known:
                one.doubts.append(f"Đã có người cùng họ tên: {known[key]}.")
            elif not takes_namesakes:
                known[key] = f"{line.full_name} ở dòng trên"
            found.append(one)
        return found

    def _known(self) -> dict[str, str]:
        people = queries.officials(self.access, unit=self.commune)
        return {fold(bare_name(one.full_name)): f"{one}, {_office(one)}" for one in people}

    def _checked(self, line: PersonLine, username: str, usual: str) -> Candidate:
        place_name = line.cell("place") or next(iter(villages_in(line.title)), "")
        unit, body = self.places.get(fold(place_name), (self.commune, None))
        is_village = unit.pk != self.commune.pk
        role = line.role or Role(usual)
        is_guessed = line.role is None and (is_village or role == Role.OFFICIAL)
        if is_guessed:
            role = role_of_office(line.title, is_village=is_village)
        person = NewOfficialForm(
            {name: line.cell(name) for name in ("full_name", "phone", "email")}
            | {"username": username}
        )
        posting = FirstPostingForm(
            {"unit": unit.pk, "body": body.pk if body else "", "role": role,
             "title": line.title, "starts_on": "", "ends_on": ""},
            access=self.access,
        )  # fmt: skip
        doubts = [line.doubt] if line.doubt else []
        if place_name and fold(place_name) not in self.places:
            doubts.append(f"Chưa có tổ chức hay thôn nào tên “{place_name}” trong sổ.")
        if (words := line.cell("role")) and role_named(words) is None:
            doubts.append(f"Không có vai trò “{words}”.")
        if not place_name and is_of_village(line.title):
            doubts.append(f"“{line.title}” là chức vụ của thôn, dòng này chưa ghi thôn nào.")
        doubts += _sentences(person) + _sentences(posting)
        place = str(body or (unit if is_village else ""))
        is_assumed = is_guessed and role != Role.OFFICIAL
        made = Candidate(line, place, role.label, username, doubts, is_assumed)
        if not doubts:
            made.person, made.posting = person.values(), posting.values()
        return made


def _office(official: Any) -> str:
    """The office by which the person is in the list."""
    return str(official.offices[0].title)


def _sentences(form: Any) -> list[str]:
    """What a form refuses, each sentence with the name of its cell."""
    return [
        f"{form.fields[name].label if name in form.fields else ''}: {sentence}".removeprefix(": ")
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


def usernames_for(names: Iterable[str]) -> list[str]:
    """A sign-in name for each that nobody has: nguyenthilan, the next one nguyenthilan2."""
    bases = [slug(name).replace("-", "")[:50] for name in names]
    tried = {f"{base}{n}" for base in bases for n in ["", *range(2, _MOST_NAMESAKES)]}
    taken = set(Official.objects.filter(username__in=tried).values_list("username", flat=True))
    found = []
    for base in bases:
        free = (f"{base}{n}" for n in ["", *range(2, _MOST_NAMESAKES)])
        made = next((name for name in free if name not in taken), base) if base else ""
        taken.add(made)
        found.append(made)
    return found


def take_on_all(*, by: Access, people: Iterable[Candidate]) -> list[Official]:
    """All of them or none; a line that is refused after all is marked with its sentence."""
    made = []
    with transaction.atomic():
        for one in people:
            posting = dict(one.posting)
            try:
                made.append(
                    services.take_on(
                        by=by, unit=posting.pop("unit"), person=one.person, posting=posting
                    )
                )
            except ValidationError as error:
                one.doubts.extend(error.messages)
                raise
    return made
