"""Walks the chains of the audit trail and reports in plain sentences what does not hold."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from villages.chain import BATCH, Head, hash_of
from villages.models import AuditEvent, AuditHead, AuditLink

_TOUCHED = "đã bị sửa, hoặc không đứng đúng chỗ của nó"


def chains(alias: str) -> list[int]:
    """Every chain that has a head or a link."""
    found = set(AuditHead.objects.using(alias).values_list("chain", flat=True))
    links = AuditLink.objects.using(alias).order_by().values_list("chain", flat=True).distinct()
    return sorted(found.union(links))


def faults(alias: str, chain: int, kept: Sequence[Head] = ()) -> Iterator[str]:
    """What does not hold in one chain, `kept` being heads that were written down elsewhere.

    Reads page by page, and what is written meanwhile is no fault: link and head come together.
    """
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


def unlinked(alias: str, chain: int | None = None) -> Iterator[str]:
    """Events that stand in no chain: nobody wrote them through the program."""
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
        """Go on from where the walk stands."""
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
