"""Whom a row of the list of officials means, and which of the postings."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ntm_project.common.text import fold
from villages.enums import Role
from villages.honorifics import bare_name
from villages.imports.columns import is_same_day
from villages.imports.faults import CellError
from villages.models import Official, Posting, Unit
from villages.titles import is_same_title


class Holders:
    """The people of a branch and what they hold there.

    `lines` is of each person the first row of the file, `meant` of each posting the row that means
    it.
    """

    def __init__(self, place: Unit, on: date) -> None:
        self.on = on
        self.offices: dict[int, list[Posting]] = {}
        self.people: dict[str, list[Official]] = {}
        held = Posting.objects.filter(unit__path__below=place.path)
        for posting in held.select_related("official", "unit", "body").order_by("pk"):
            known = self.offices.setdefault(posting.official_id, [])
            if known:
                posting.official = known[0].official
            else:
                self._name(posting.official)
            known.append(posting)
        self.lines: dict[int, int] = {}
        self.meant: dict[int, int] = {}

    def _name(self, official: Official) -> None:
        self.people.setdefault(fold(bare_name(official.full_name)), []).append(official)

    def every(self) -> Iterator[Posting]:
        return (posting for offices in self.offices.values() for posting in offices)

    def add(self, official: Official, line: int) -> None:
        """A person whom this row of the file has made."""
        self._name(official)
        self.offices[official.pk] = list(official.postings.select_related("unit", "body"))
        self.lines[official.pk] = line
        self.meant |= dict.fromkeys((held.pk for held in self.offices[official.pk]), line)

    def person(self, cells: Mapping[str, str]) -> Official | None:
        """By the sign-in name, else by the name; None for somebody new."""
        if username := fold(cells.get("username", "")):
            known = [one for people in self.people.values() for one in people]
            return next((one for one in known if one.username.casefold() == username), None)
        found = self.people.get(fold(cells["full_name"]), [])
        if len(found) > 1:
            names = "; ".join(f"{one}: {one.username}" for one in found)
            raise CellError("full_name", f"Có {len(found)} người cùng họ tên: {names}.",
                            "Ghi tên đăng nhập của người ấy.")  # fmt: skip
        return found[0] if found else None

    def namesake(self, name: str, title: str, unit: Unit) -> Official | None:
        """Somebody of the name who holds a post of that title in the unit."""
        for official in self.people.get(fold(bare_name(name)), []):
            for held in self.offices[official.pk]:
                is_there = held.unit_id == unit.pk and not held.has_ended(self.on)
                if is_there and is_same_title(held.title, title):
                    return official
        return None

    def posting(
        self, cells: Mapping[str, str], person: Official, unit: Unit, role: Role
    ) -> Posting | None:
        """The posting of the person that the row means; None for one more."""
        held = [p for p in self.offices.get(person.pk, []) if p.unit_id == unit.pk]
        free = [posting for posting in held if posting.pk not in self.meant]
        is_sole = len(held) == 1 and not cells.get("role")
        found = next(iter(free), None) if is_sole else self._best(cells, free, role)
        if found is None and not cells.get("ends_on"):
            taken = [p for p in held if p not in free and p.role == role and p.ends_on is None]
            self._refuse_twin(taken, "username" if cells.get("username") else "full_name")
        return found

    def _best(
        self, cells: Mapping[str, str], held: Sequence[Posting], role: Role
    ) -> Posting | None:
        """By the role; else the open one of that title, of which the row corrects the role."""
        alike = [p for p in held if is_same_title(p.title, cells.get("title", ""))]
        found = [posting for posting in held if posting.role == role]
        if alike and not cells.get("role"):
            found = alike
        elif not found:
            found = [posting for posting in alike if not posting.has_ended(self.on)]
        best = [posting for posting in alike if posting in found] or found
        began = [p for p in best if is_same_day(cells.get("starts_on", ""), p.starts_on)]
        going = [posting for posting in best if posting.ends_on is None]
        return next(iter(began or going or found), None)

    def _refuse_twin(self, taken: Sequence[Posting], known_by: str) -> None:
        """One person holds a role at a unit once at a time: a second row means somebody else."""
        what = {"username": "tên đăng nhập", "full_name": "họ tên"}[known_by]
        for posting in taken:
            words = f"Trùng {what}, đơn vị và vai trò với dòng {self.meant[posting.pk]}."
            remedy = "Là hai người thì ghi tên đăng nhập riêng; là một người thì gộp hai dòng."
            raise CellError(known_by, words, remedy)
