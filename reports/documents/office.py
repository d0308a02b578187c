"""Who issues a unit's papers, where they are made, and who signs them, as the record knows it."""

from datetime import date

from django.utils.text import capfirst

from criteria.models import CriteriaSet
from evidence.issued.enums import Authority
from evidence.issued.rules import authority_lines
from ntm_project.common.text import fold
from reports.documents.blocks import Signature
from villages.enums import Role, UnitLevel
from villages.models import Body, Posting, Unit
from villages.nouns import nouns_of
from villages.titles import post_key, printed_name


def issuer_lines_of(unit: Unit) -> tuple[tuple[str, bool], ...]:
    """The committee of the unit, or the board of a village, over two lines, both in bold."""
    return tuple((line, True) for line in unit.agency_lines)


def programme_in_full(words: str) -> str:
    """The programme within the name of a set, as it is in the title of a paper."""
    return words.replace("NTM", "nông thôn mới")


def standard_of(criteria_set: CriteriaSet) -> str:
    """What who is judged by the set attains, in full words: `nông thôn mới nâng cao`."""
    words = programme_in_full(criteria_set.short_name)
    return words.removeprefix("chuẩn ").removeprefix("Chuẩn ")


def villages_noun(unit: Unit, day: date) -> str:
    """What those of the unit that day are called; `thôn` where it has none."""
    below = unit.children.filter(level=UnitLevel.VILLAGE).in_order()
    return nouns_of(one for one in below if not one.end_words(day)) or "thôn"


def last_day_of(unit: Unit, day: date) -> date:
    """The day, or the last of a unit that ended before it: its posts ended with it."""
    return min(day, unit.valid_to or day)


def party_and_council(unit: Unit) -> str:
    """To whom what the unit decided is reported: `Đảng ủy, HĐND xã (b/c)`."""
    of_party = "Đảng" if unit.level == UnitLevel.COMMUNE else capfirst(unit.noun.split()[0])
    return f"{of_party} ủy, HĐND {unit.noun} (b/c)"


def head_on(unit: Unit, day: date) -> str:
    """Who heads the unit that day; "" for nobody, and for an account that names nobody."""
    return _name_of(_head_posting(unit, day))


def signature_of_head(unit: Unit, day: date) -> Signature:
    """The head of that day on behalf of the committee, or of the village's board."""
    posting, opening = _head_posting(unit, day), f"TM. {unit.agency_lines[0]}"
    lines = authority_lines(posting, Authority.ON_BEHALF, opening)
    return Signature(lines, name=_name_of(posting))


def signature_of_vice_chair(name: str) -> Signature:
    """A vice-chair in the chair's stead."""
    return Signature(authority_lines(None, Authority.FOR_HEAD), name=name)


def leader_of_body(body: Body, day: date) -> Posting | None:
    """Who heads the body that day by the register of postings, else a deputy; None where it names
    neither."""
    held = Posting.objects.filter(body=body).open_on(day).select_related("official", "unit")
    known = list(held.order_by("-is_main", "pk"))
    heads = (p for p in known if _is_head(p))
    return next(heads, next((p for p in known if _is_deputy(p)), None))


def _is_head(posting: Posting) -> bool:
    named = post_key(posting.title, posting.unit.name)
    return bool(named) or fold(posting.title).startswith("chanh ")


def _is_deputy(posting: Posting) -> bool:
    return fold(posting.title).startswith("pho ")


def signature_of_body(leader: Posting | None) -> Signature:
    """The head of a body, by the office that the register writes, or a deputy in the head's stead
    (decree 30, article 13); blank where it knows nobody."""
    if leader is None:
        return Signature(())
    office = leader.title.partition(",")[0].upper()
    stead = (f"KT. {office[4:]}",) if _is_deputy(leader) else ()
    return Signature((*stead, office), name=_name_of(leader))


def _head_posting(unit: Unit, day: date) -> Posting | None:
    role = Role.VILLAGE_BOARD if unit.is_village else Role.CHAIR
    held = Posting.objects.filter(unit=unit, role=role).open_on(last_day_of(unit, day))
    return held.select_related("official").order_by("-is_main", "pk").first()


def _name_of(posting: Posting | None) -> str:
    return printed_name(posting.official.full_name) if posting else ""
