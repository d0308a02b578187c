"""Walks the chains of the audit trail, and looks for what it names; reports in plain sentences what
does not hold."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, Exists, Model, OuterRef
from django.utils.text import capfirst

from villages.chain import BATCH, Head, hash_of
from villages.models import EVERYBODY, AuditEvent, AuditHead, AuditLink, OfEverybody

_TOUCHED = "đã bị sửa, hoặc không đứng đúng chỗ của nó"


def chains(alias: str) -> list[int]:
    """Every chain that has a head or a link."""
    found = set(AuditHead.objects.using(alias).values_list("chain", flat=True))
    links = AuditLink.objects.using(alias).order_by().values_list("chain", flat=True).distinct()
    return sorted(found.union(links))


def faults(alias: str, chain: int, kept: Sequence[Head] = ()) -> Iterator[str]:
    """The faults of one chain, sentence by sentence; `kept` are heads that were written down
    elsewhere."""
    walk = _Walk(alias, chain, {h.sequence: h.hash for h in kept if h.sequence})
    yield from walk.to_the_end()
    # The head is read after the links, and what it names is looked for once more.
    head = AuditHead.objects.using(alias).filter(chain=chain).first()
    yield from walk.to_the_end()
    yield from walk.compared(head)
    for sequence in sorted(walk.kept):
        yield (
            f"Chuỗi {chain} ngắn hơn lần ghi nhớ trước: có dấu vết số {sequence} nay không còn "
            f"(nay chỉ đến số {walk.sequence})."
        )


def unlinked_events(alias: str, chain: int | None = None) -> Iterator[str]:
    """Events that are in no chain: nobody wrote them through the program."""
    linked = AuditLink.objects.using(alias).filter(event_id=OuterRef("pk"))
    events = AuditEvent.objects.using(alias).filter(~Exists(linked)).order_by("pk")
    if chain:
        events = events.filter(unit_path__contains=f"/{chain}/")
    for key in events.values_list("pk", flat=True).iterator(chunk_size=BATCH):
        yield f"Dấu vết {key} bị chèn vào: không thuộc chuỗi nào."


class _Walk:
    """A walk along one chain: how far it has come, and which kept heads it has not met yet."""

    def __init__(self, alias: str, chain: int, kept: dict[int, str]) -> None:
        self.alias, self.chain, self.kept = alias, chain, kept
        self.sequence, self.hash = 0, ""

    def to_the_end(self) -> Iterator[str]:
        """Go on from where the walk has come."""
        links = AuditLink.objects.using(self.alias).filter(chain=self.chain)
        while page := list(
            links.filter(sequence__gt=self.sequence).order_by("sequence", "pk")[:BATCH]
        ):
            keys = [link.event_id for link in page]
            events = AuditEvent.objects.using(self.alias).in_bulk(keys)
            for link in page:
                yield from self._step(link, events.get(link.event_id))

    def _step(self, link: AuditLink, event: Any) -> Iterator[str]:
        first, is_next = self.sequence + 1, link.sequence == self.sequence + 1
        where = f"Chuỗi {self.chain}, số {link.sequence}"
        if not is_next:
            yield f"Chuỗi {self.chain}: thiếu mắt xích số {first} đến {link.sequence - 1}."
        if event is None:
            yield f"{where}: dấu vết {link.event_id} đã bị xóa."
        elif is_next and link.hash != hash_of(
            self.hash, self.chain, link.sequence, link.linked_at, event
        ):
            yield f"{where}: dấu vết {link.event_id} {_TOUCHED}."
        if self.kept.pop(link.sequence, link.hash) != link.hash:
            yield f"{where}: mã băm khác với lần ghi nhớ trước, chuỗi đã bị viết lại."
        self.sequence, self.hash = link.sequence, link.hash

    def compared(self, head: AuditHead | None) -> Iterator[str]:
        """The end of the walk beside the head."""
        if head is None:
            yield f"Chuỗi {self.chain}: mất đầu chuỗi."
        elif head.sequence > self.sequence:
            yield (
                f"Chuỗi {self.chain}: đuôi bị cắt, đầu chuỗi ghi số {head.sequence} "
                f"mà chỉ còn đến số {self.sequence}."
            )
        elif (head.sequence, head.hash) != (self.sequence, self.hash) and not _moved_on(self, head):
            yield f"Chuỗi {self.chain}: đầu chuỗi không khớp mắt xích cuối (số {self.sequence})."


def _moved_on(walk: _Walk, head: AuditHead) -> bool:
    """Whether events were written between reading the head and the end of the walk."""
    link = AuditLink.objects.using(walk.alias).filter(chain=walk.chain, sequence=head.sequence)
    is_recorded = link.filter(hash=head.hash).exists() or (head.sequence, head.hash) == (0, "")
    now = AuditHead.objects.using(walk.alias).filter(chain=walk.chain).first()
    return is_recorded and now is not None and now.sequence >= walk.sequence


def taken_out(alias: str) -> Iterator[str]:
    """Rows of units that the trail knows and that are gone, though nobody removed them through the
    program. A part that goes with its owner leaves no event of it, so none is looked for; nor what
    belongs to everybody, which a release may remove (holidays, once the sample commune's own)."""
    events = AuditEvent.objects.using(alias).exclude(unit_path=EVERYBODY)
    for label in events.order_by("object_type").values_list("object_type", flat=True).distinct():
        model = _model(label)
        if model is None or _goes_with_another(model) or _is_of_everybody(model):
            continue
        there = model._base_manager.filter(pk=OuterRef("object_id"))
        gone = events.filter(~Exists(there), object_type=label).order_by("object_id", "pk")
        for key, history in groupby(gone.iterator(chunk_size=BATCH), attrgetter("object_id")):
            *_, last = history
            if not _is_removal(model, last):
                row = f"{capfirst(model._meta.verbose_name)} {key} ({last.object_name})"
                yield f"{row} không còn trong sổ, mà dấu vết không ghi ai bỏ."


def _model(label: str) -> type[Model] | None:
    """The model of that name; None where it is none of this release (or an act over many rows)."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _is_of_everybody(model: type[Model]) -> bool:
    return issubclass(model, OfEverybody) and model.audit_unit is None


def _goes_with_another(model: type[Model]) -> bool:
    pointers = (f.remote_field for f in model._meta.concrete_fields if f.remote_field)
    return any(to.on_delete is CASCADE for to in pointers)


def _is_removal(model: type[Model], event: AuditEvent) -> bool:
    """Whether it leaves a field empty that may not be: of a row that stays no event does so."""
    needed = {f.name for f in model._meta.concrete_fields if not (f.null or f.blank)}
    return any(name in needed and now is None for name, (_, now) in event.changes.items())
