"""The chains of the audit trail: whole under many writers, and nothing done to them goes unseen."""

import random
import threading
import unicodedata
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from django.utils.safestring import mark_safe

from tests import factories as make
from villages import chain, services, verify
from villages.audit import record
from villages.enums import Role
from villages.guards import triggers
from villages.models import AuditEvent, AuditHead, AuditLink, Unit
from villages.models.audit import SIGN_IN_ACTIONS
from villages.unchanged import version_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def commune(transactional_db) -> Unit:
    return make.make_commune()


def write(unit: Unit | None, number: int = 1, **what: object) -> None:
    """Events of a unit, each in a transaction of its own."""
    about = unit or Unit.objects.first()
    for at in range(number):
        with transaction.atomic():
            record(make.system(), f"việc {at}", about, unit=unit, **what)


def faults() -> list[str]:
    return [
        *(fault for key in verify.chains("default") for fault in verify.faults("default", key)),
        *verify.unlinked_events("default"),
    ]


def check(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_audit", *arguments, stdout=out)
    return out.getvalue()


def test_each_unit_from_the_commune_up_has_its_chain(commune) -> None:
    village = make.make_village(commune)
    for unit in (commune, village, commune.parent, None):
        write(unit, 2)
    lengths = {key: AuditLink.objects.filter(chain=key).count() for key in verify.chains("default")}
    province = commune.parent.parent
    assert set(lengths) == {0, commune.pk, commune.parent_id, province.pk}
    assert lengths[commune.pk] == 1 + 1 + 2 + 2  # both units were made, then two events of each
    assert lengths[chain.EVERYBODYS_CHAIN] == 2
    assert AuditLink.objects.count() == AuditEvent.objects.count()
    assert faults() == []
    assert "nguyên vẹn" in check()


def test_whatever_an_event_records_its_hash_is_of_what_the_database_gives_back(commune) -> None:
    """The hash is made of the event as it was sent; `verify` reads it again."""
    values = {
        "khóa số": {10: "a", 9: ("b", [Role.CLERK])},
        "chữ": unicodedata.normalize("NFD", "Đặng Thị Hiền") + "\u200b\U0001f33e",
        "số": [0, -1, 2**53 + 1, 0.1, True, None],
    }
    write(commune, old={}, new=values, reason=Role.CLERK.label)
    write(None, old={"a": 1}, new={"a": mark_safe("<b>") + "x" * 400})
    assert faults() == []


def test_what_is_rolled_back_leaves_no_gap(commune) -> None:
    def undone() -> None:
        with transaction.atomic():
            record(make.system(), "bị lùi", commune, unit=commune)
            raise ValueError("lùi")

    with transaction.atomic():
        record(make.system(), "một", commune, unit=commune)
        with pytest.raises(ValueError, match="lùi"):
            undone()
        record(make.system(), "hai", commune, unit=commune)
    with pytest.raises(ValueError, match="lùi"):
        undone()
    assert not AuditEvent.objects.filter(action="bị lùi").exists()
    assert faults() == []


def test_a_link_that_fails_undoes_what_it_links(commune, monkeypatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("không nối được")

    monkeypatch.setattr(chain, "append_links", fail)
    with pytest.raises(DatabaseError):
        services.create_body(by=make.system(), unit=commune, name="Hội Phụ nữ")
    assert not commune.bodies.exists()
    monkeypatch.undo()
    write(commune)
    assert faults() == []


def _at_once(number: int, work) -> list[BaseException]:
    """What `number` threads raise that all do the same at the same time."""
    raised: list[BaseException] = []

    def run(place: int) -> None:
        try:
            work(place)
        except BaseException as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.concurrency
def test_sixteen_writers_make_one_chain_and_none_waits_for_ever(commune) -> None:
    """Each writes to several chains in one transaction, and in an order of its own."""
    units = [commune, make.make_commune("Nghi Hoa", commune.parent), commune.parent, None]

    def work(place: int) -> None:
        order = random.Random(place).sample(units, len(units))
        for _ in range(5):
            with transaction.atomic():
                for unit in order:
                    record(make.system(), "cùng lúc", commune, unit=unit)

    assert _at_once(16, work) == []
    assert AuditEvent.objects.filter(action="cùng lúc").count() == 16 * 5 * len(units)
    assert faults() == []


def test_old_events_are_linked_in_batches_and_record_when(commune, monkeypatch) -> None:
    village = make.make_village(commune)
    write(village, 5)
    _unguarded(lambda: AuditLink.objects.all().delete())
    AuditHead.objects.all().delete()
    assert len(list(verify.unlinked_events("default"))) == AuditEvent.objects.count()
    monkeypatch.setattr(chain, "BATCH", 3)
    before = timezone.now()
    assert chain.link_old("default", apps) == AuditEvent.objects.count()
    assert chain.link_old("default", apps) == 0
    assert faults() == []
    assert all(link.linked_at >= before for link in AuditLink.objects.all())
    assert not AuditLink.objects.filter(chain=village.pk).exists()
    write(commune)
    assert faults() == []


# --- tampering, past the guards -------------------------------------------------------------------


def _unguarded(tamper) -> None:
    """Do to the trail what its guards refuse, as the owner of the database could."""
    with connection.cursor() as cursor:
        for model in (AuditEvent, AuditLink):
            table = model._meta.db_table
            for name in triggers.guards_of(connection, model):
                on = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
    try:
        tamper()
    finally:
        triggers.restore(connection)


@pytest.fixture
def _trail(commune) -> None:
    """A small trail of four chains."""
    village = make.make_village(commune)
    for unit in (commune, village, commune.parent, None):
        write(unit, 4, old={"note": "trước"}, new={"note": "sau"}, reason="Lý do")


def _change(chance: random.Random) -> None:
    """One field of one event holds something else."""
    event = chance.choice(list(AuditEvent.objects.all()))
    name = chance.choice(chain.CONTENT[1:])
    old = getattr(event, name)
    new = {
        "at": lambda: event.at + timezone.timedelta(microseconds=1),
        "request_id": lambda: make.system().request_id,
        "changes": lambda: {**event.changes, "note": ["trước", chance.random()]},
    }.get(name, lambda: (old or 0) + 1 if isinstance(old, int | None) else f"{old}x")()
    AuditEvent.objects.filter(pk=event.pk).update(**{name: new})


def _remove(chance: random.Random) -> None:
    """One event, with its link, without, or the link alone."""
    link = chance.choice(list(AuditLink.objects.all()))
    kind = chance.randrange(3)
    if kind != 1:
        AuditLink.objects.filter(pk=link.pk).delete()
    if kind != 2:
        AuditEvent.objects.filter(pk=link.event_id).delete()


def _cut(chance: random.Random) -> None:
    """The tail of a chain, events and links."""
    key = chance.choice(verify.chains("default"))
    keep = chance.randrange(AuditLink.objects.filter(chain=key).count())
    gone = AuditLink.objects.filter(chain=key, sequence__gt=keep)
    AuditEvent.objects.filter(pk__in=list(gone.values_list("event_id", flat=True))).delete()
    gone.delete()


def _insert(chance: random.Random) -> None:
    """An event that nobody wrote, with a made-up link or none."""
    like = chance.choice(list(AuditEvent.objects.all()))
    like.pk = None
    like.action = "chèn vào"
    like.save()
    if chance.randrange(2):
        last = AuditHead.objects.order_by("?").first()
        AuditLink.objects.create(
            chain=last.chain, sequence=last.sequence + 1, event_id=like.pk,
            linked_at=timezone.now(), hash="0" * 64,
        )  # fmt: skip


def _swap(chance: random.Random) -> None:
    """Two events change places, or two links their events."""
    first, second = chance.sample(list(AuditLink.objects.all()), 2)
    if chance.randrange(2):
        mine, yours = (AuditEvent.objects.get(pk=link.event_id) for link in (first, second))
        mine.pk, yours.pk = yours.pk, mine.pk
        mine.save()
        yours.save()
        return
    AuditLink.objects.filter(pk=first.pk).update(event_id=0)
    AuditLink.objects.filter(pk=second.pk).update(event_id=first.event_id)
    AuditLink.objects.filter(pk=first.pk).update(event_id=second.event_id)


def _of_the_head(chance: random.Random) -> None:
    """The head is rewound, rewritten or taken away."""
    head = chance.choice(list(AuditHead.objects.all()))
    if (kind := chance.randrange(3)) == 0:
        AuditHead.objects.filter(pk=head.pk).delete()
    elif kind == 1:
        AuditHead.objects.filter(pk=head.pk).update(hash="f" * 64)
    else:
        earlier = AuditLink.objects.filter(chain=head.chain, sequence__lt=head.sequence).first()
        place = (earlier.sequence, earlier.hash) if earlier else (head.sequence + 1, head.hash)
        AuditHead.objects.filter(pk=head.pk).update(sequence=place[0], hash=place[1])


def _of_a_link(chance: random.Random) -> None:
    """A link holds another hash, place, chain or time."""
    link = chance.choice(list(AuditLink.objects.all()))
    new = chance.choice(
        [{"hash": "a" * 64}, {"sequence": 1_000}, {"chain": 999},
         {"linked_at": link.linked_at - timezone.timedelta(days=1)}]
    )  # fmt: skip
    AuditLink.objects.filter(pk=link.pk).update(**new)


TAMPERINGS = [_change, _change, _remove, _cut, _insert, _swap, _of_the_head, _of_a_link]


def _tamper(rounds: int, seed: int) -> None:
    """Each tampering is found, and taken back."""
    chance = random.Random(seed)
    missed = []

    def work() -> None:
        for number in range(rounds):
            how = chance.choice(TAMPERINGS)
            with transaction.atomic():
                how(chance)
                if not faults():
                    missed.append((number, how.__name__))
                transaction.set_rollback(True)
            assert number % 50 or faults() == []

    _unguarded(work)
    assert missed == []


@pytest.mark.parametrize("how", TAMPERINGS[1:], ids=lambda how: how.__name__)
@pytest.mark.usefixtures("_trail")
def test_every_kind_of_tampering_is_found_and_reported(how) -> None:
    chance = random.Random(7)

    def work() -> None:
        how(chance)

    _unguarded(work)
    assert faults() != []
    out = StringIO()
    with pytest.raises(CommandError, match="không còn nguyên vẹn"):
        call_command("verify_audit", stdout=out)
    assert "huỗi" in out.getvalue()


@pytest.mark.deep
@pytest.mark.usefixtures("_trail")
def test_a_thousand_random_tamperings_are_all_found() -> None:
    _tamper(1_000, 20261126)


def test_a_trail_rewritten_from_some_row_on_is_found_by_a_head_kept_elsewhere(commune) -> None:
    write(commune, 6)
    head = str(next(h for h in chain.heads_of_chains() if h.chain == commune.pk))
    write(commune, 2)
    assert "nguyên vẹn" in check("--head", head)

    def rewrite() -> None:
        gone = AuditLink.objects.filter(chain=commune.pk)
        events = list(
            AuditEvent.objects.filter(pk__in=list(gone.values_list("event_id", flat=True)))
        )
        gone.delete()
        AuditHead.objects.filter(chain=commune.pk).delete()
        AuditEvent.objects.filter(pk=events[3].pk).delete()
        with transaction.atomic():
            chain.append_links("default", commune.pk, [e for e in events if e.pk != events[3].pk])

    _unguarded(rewrite)
    assert faults() == []  # the whole trail was rewritten, by somebody who knows how
    with pytest.raises(CommandError, match="không còn nguyên vẹn"):
        check("--head", head)


def test_one_commune_is_verified_by_its_code(commune, tmp_path) -> None:
    commune.code = "07885"
    commune.save()
    other = make.make_commune("Nghi Hoa", commune.parent)
    written = tmp_path / "heads.txt"
    written.write_text(check("--print-heads"), encoding="utf-8")
    assert "nguyên vẹn" in check("--commune", "07885", "--head", str(written))
    _unguarded(lambda: AuditEvent.objects.filter(unit_path=other.path).update(actor_name="Kẻ khác"))
    assert "nguyên vẹn" in check("--commune", "07885")
    with pytest.raises(CommandError, match="không còn nguyên vẹn"):
        check()
    with pytest.raises(CommandError, match="Không có xã mang mã"):
        check("--commune", "99999")


def test_who_signs_in_gives_no_paper_another_version(commune) -> None:
    """Else whoever comes in the morning has every portfolio of the commune bound again."""
    before = version_of(commune)
    for action in SIGN_IN_ACTIONS:
        with transaction.atomic():
            record(make.system(), action, commune, unit=commune)
        assert version_of(commune) == before
    write(commune)
    assert version_of(commune) != before
