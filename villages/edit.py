"""The one edit: a row is locked, compared with what was seen, changed, saved and recorded.

Every service writes rows through these functions. They keep no list of fields: what
is saved and what the audit event holds is what differs, whichever fields the model has.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar, cast
from zlib import crc32

from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, models, transaction

from ntm_project.common.models import (
    NO_VERSION,
    KeyField,
    VersionedModel,
    clean_and_save,
    found_by_key,
)
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.acts import Act
from villages.audit import plain_value, record
from villages.enums import Ability
from villages.models import Unit

Row = TypeVar("Row", bound=models.Model)
Deny = Callable[[Access, Any], str]

# Computed from other fields, or nobody's business: never compared, never in an event.
UNRECORDED = frozenset(
    {"id", "version", "path", "former", "password", "has_sample_password", "last_login"}
)


class Stale(Exception):
    """Somebody saved first; `current` is the row as it is now, None when it is gone.

    `mine` is what was about to be saved, field by field, as far as the edit had come.
    """

    def __init__(self, current: Any, mine: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{current!r} is no longer the version that was seen")
        self.current = current
        self.mine = mine or {}


@dataclass
class Edit(Generic[Row]):
    """One edit under way: whatever is set on `row` is saved and recorded."""

    row: Row
    unit: Unit | None = None
    reason: str = ""
    parts: dict[str, tuple[object, object]] = field(default_factory=dict)
    # A part of what is done to many rows, which is recorded once.
    act: Act | None = None
    # The change is none of what a form of the row shows, so whoever has one open is not in the way.
    keeps_version: bool = False

    def note(self, name: str, old: object, new: object) -> None:
        """A change of the row's parts under a name of its own: recorded, and raises the version."""
        if old != new:
            self.parts[name] = (old, new)

    def note_rows(
        self,
        name: str,
        old: Sequence[models.Model],
        new: Sequence[models.Model],
        words: Callable[[Any], str] = str,
        *,
        but: Collection[str] = (),
    ) -> bool:
        """Rows that come in the place of others, in their order: whether anything stored of them
        differs, the row edited and the fields `but` aside. Recorded in `words`, and field by field
        where those show nothing of what differs."""

        def fields(row: models.Model) -> "list[models.Field[Any, Any]]":
            own = recorded_fields(type(row))
            return [f for f in own if f.name not in but and f.related_model is not type(self.row)]

        def stored(row: models.Model) -> list[Any]:
            return [f.to_python(f.value_from_object(row)) for f in fields(row)]

        def in_full(row: models.Model) -> str:
            named = {str(f.verbose_name): getattr(row, f.name) for f in fields(row)}
            return "; ".join(f"{name}: {value}" for name, value in named.items() if value)

        if [stored(row) for row in old] == [stored(row) for row in new]:
            return False
        before, after = [words(row) for row in old], [words(row) for row in new]
        if before == after:
            before, after = [in_full(row) for row in old], [in_full(row) for row in new]
        self.parts[name] = (before, after)
        return True


@cache
def recorded_fields(model: type[models.Model]) -> "tuple[models.Field[Any, Any], ...]":
    """The stored fields that an edit compares and an event holds: all but keys and the version."""
    return tuple(
        f
        for f in model._meta.concrete_fields
        if f.name not in UNRECORDED and not isinstance(f, KeyField)
    )


def state_of(row: models.Model) -> dict[str, Any]:
    """The stored values of a row by field name; a row it points to by its key."""
    return {f.name: f.value_from_object(row) for f in recorded_fields(type(row))}


def check_seen(
    current: models.Model | None,
    seen: int | None,
    *,
    version: int | None = None,
    mine: Mapping[str, Any] | None = None,
) -> None:
    """Raise `Stale`, with what was about to be saved, unless what is recorded is what was seen.

    `seen` None compares nothing; who saw no row saw `NO_VERSION`. `version` is the recorded one,
    where it is not the row's own (`version_of_set`).
    """
    if version is None:
        version = NO_VERSION if current is None else getattr(current, "version", seen)
    if seen is not None and version != seen:
        raise Stale(current, mine)


Key = int | tuple[str, int] | tuple[str, int, int]


def version_of_set(keys: Iterable[Key]) -> int:
    """The version of a set of rows that has no row of its own: the same members, the same number.

    Whoever saw these members saw this version; a form carries it as it carries that of a row. A
    member is its primary key, with its kind where there are several, or `seen_row`.
    """
    return crc32(";".join(sorted(map(str, keys))).encode()) % 10**9


def seen_row(row: VersionedModel) -> Key:
    """A member of a set whose own state was seen too: its kind, its primary key, its version."""
    return row._meta.label, row.pk, row.version


def unit_of(row: models.Model) -> Unit | None:
    """The unit under which the events of a row are kept; None is everybody's."""
    if isinstance(row, Unit):
        return row
    own = "audit_unit" if hasattr(row, "audit_unit") else "unit"
    return cast("Unit | None", getattr(row, own))


def row_of_trail(row: models.Model) -> models.Model:
    """The row whose trail has the events of a row: itself, or what it is a part of."""
    return cast(models.Model, getattr(row, "audit_row", row))


def set_fields(row: models.Model, fields: Mapping[str, Any]) -> None:
    """Put values on a row; a name that is no field of its model, or one that no edit saves, raises
    `FieldDoesNotExist`."""
    known = {f.name for f in recorded_fields(type(row))}
    for name, value in fields.items():
        if name not in known:
            raise FieldDoesNotExist(f"{type(row).__name__} has no field {name!r} that is edited")
        setattr(row, name, value)


@contextmanager
def editing(
    *,
    by: Access,
    rows: "models.QuerySet[Row]",
    pk: int,
    action: str,
    ability: Ability | None = None,
    deny: Deny | None = None,
    seen: int | None = None,
    unit: Unit | None = None,
    reason: str = "",
    is_recorded: bool = True,
) -> Iterator[Edit[Row]]:
    """Hold a row while its change is made; on leaving, save and record what differs.

    Raises `Refused` when `deny` has a reason, `Stale` when the row is gone or no longer at the
    version `seen` (None compares nothing), `ValidationError` when the changed row breaks a rule of
    its model. When nothing differs nothing is written. The event is kept under `unit`, else under
    the row's own. `is_recorded=False` is for rows of which the readers of the trail may not know
    (drafts of a review).
    """
    with transaction.atomic():
        row = _held(by, rows, pk, seen, deny)
        before = state_of(row)
        edit = Edit(row, unit, reason)
        yield edit
        changed = _changed(row, before)
        if not changed and not edit.parts:
            return
        _save(row, changed, raises_version=not edit.keeps_version)
        if is_recorded:
            old = {name: before[name] for name in changed}
            _record(by, edit, action, ability, old)


def edit_row(*, rows: "models.QuerySet[Row]", fields: Mapping[str, Any], **how: Any) -> Row:
    """Set fields of a row, as `editing` holds, saves and records it; the row as it is now."""
    try:
        with editing(rows=rows, **how) as edit:
            set_fields(edit.row, fields)
    except Stale as stale:
        raise Stale(stale.current, fields) from None
    return edit.row


def edit_words(
    *, row: Row, text: str, seen: int, beside: Mapping[str, Any] | None = None, **how: Any
) -> Row:
    """Save the text of a row, with the fields `beside` it; who sends what is recorded already
    overwrites nobody."""
    written: Any = row
    seen_or_same = None if written.text == text else seen
    return edit_row(pk=row.pk, fields={"text": text, **(beside or {})}, seen=seen_or_same, **how)


def create_row(
    *,
    by: Access,
    row: Row,
    action: str,
    ability: Ability | None = None,
    deny_reason: str = "",
    unit: Unit | None = None,
    reason: str = "",
    parts: Mapping[str, Any] | Callable[[Row], Mapping[str, Any]] | None = None,
    is_recorded: bool = True,
    act: Act | None = None,
) -> Row:
    """Save a new row that keeps the rules of its model, and record every field that is not empty.

    `parts` are words of what was made with it (a task's assignees), recorded beside its fields; a
    function makes them once the row is there. `unit` and `is_recorded` as in `editing`, `act` as in
    `Edit`.
    """
    if deny_reason:
        raise Refused(deny_reason)
    with transaction.atomic():
        clean_and_save(row)
        made = parts(row) if callable(parts) else parts or {}
        if is_recorded:
            edit = Edit(row, unit, reason, act=act)
            _write(by, edit, action, ability, {}, values_set(row) | dict(made))
    return row


def remove_row(
    *,
    by: Access,
    rows: "models.QuerySet[Row]",
    pk: int,
    action: str,
    ability: Ability | None = None,
    deny: Deny | None = None,
    seen: int | None = None,
    unit: Unit | None = None,
    parts: Callable[[Row], Mapping[str, Any]] | None = None,
    is_recorded: bool = True,
) -> Row:
    """Take a row out; the event keeps what it held, with the words of its parts beside its fields.

    Raises as `editing` does. `is_recorded=False` is for a part whose owner keeps the event.
    """
    with transaction.atomic():
        row = _held(by, rows, pk, seen, deny)
        old = values_set(row)
        if parts is not None:
            old |= parts(row)
        if is_recorded:
            _write(by, Edit(row, unit), action, ability, old, {})
        row.delete()
    return row


def _held(
    by: Access, rows: "models.QuerySet[Row]", pk: int, seen: int | None, deny: Deny | None
) -> Row:
    """The row as it was seen, locked until the transaction ends, where `deny` has no reason against
    it; rows that only name it can still be written."""
    row = found_by_key(rows.select_for_update(of=("self",), no_key=True), pk)
    if row is None:
        raise Stale(None)
    if deny is not None and (refusal := deny(by, row)):
        raise Refused(refusal)
    check_seen(row, seen)
    return row


def _changed(row: models.Model, before: Mapping[str, Any]) -> list[str]:
    """The names of the fields that differ, compared as the database would keep them."""
    return [
        f.name
        for f in recorded_fields(type(row))
        if f.to_python(f.value_from_object(row)) != before[f.name]
    ]


def _save(row: Any, changed: list[str], *, raises_version: bool = True) -> None:
    """Clean what changed, save those fields and the raised version.

    The database checks the constraints; only what it refuses is checked again, for the sentence.
    """
    names = list(changed)
    if raises_version and hasattr(row, "version"):
        row.version += 1
        names.append("version")
    _clean(row, changed)
    try:
        with transaction.atomic():
            row.save(update_fields=names)
    except IntegrityError:
        # Perhaps for what somebody else has just committed.
        _clean(row, changed)
        row.validate_constraints()
        raise


def _clean(row: models.Model, changed: list[str]) -> None:
    row.clean_fields(exclude={f.name for f in row._meta.fields} - set(changed))
    row.clean()
    row.validate_unique()


def _plain(row: models.Model, names: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The fields of a row as an event holds them, without those that follow from others."""
    return {
        f.name: getattr(row, f.name)
        for f in recorded_fields(type(row))
        if f.editable and (names is None or f.name in names)
    }


def values_set(row: models.Model) -> dict[str, Any]:
    """What a new or removed row holds: all but what is empty or what every row begins with."""
    usual = {f.name: f.get_default() for f in recorded_fields(type(row)) if f.has_default()}
    return {
        name: value
        for name, value in _plain(row).items()
        if value not in ("", None) and (name not in usual or value != usual[name])
    }


def _record(
    by: Access, edit: Edit[Any], action: str, ability: Ability | None, old: Mapping[str, Any]
) -> None:
    row = edit.row
    after = _plain(row, old)
    before = {name: _named(row, name, old[name]) for name in after}
    for name, (was, now) in edit.parts.items():
        before[name], after[name] = was, now
    _write(by, edit, action, ability, before, after)


def _named(row: models.Model, name: str, value: Any) -> Any:
    """The row that a changed foreign key pointed to, for its name in the event."""
    model = row._meta.get_field(name).related_model
    if value is None or not isinstance(model, type):
        return value
    return cast(Any, model)._base_manager.filter(pk=value).first()


def _write(
    by: Access,
    edit: Edit[Any],
    action: str,
    ability: Ability | None,
    old: dict[str, Any],
    new: dict[str, Any],
) -> None:
    row, unit = row_of_trail(edit.row), edit.unit or unit_of(edit.row)
    was = {name: plain_value(value) for name, value in old.items()}
    now = {name: plain_value(value) for name, value in new.items()}
    if edit.act is not None:
        edit.act.add(row, unit, was, now)
        return
    record(by, action, row, unit=unit, ability=ability, old=was, new=now, reason=edit.reason)
