"""Model fields that keep text clean and search keys true, and models that guard keys and checks."""

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import and_
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import BooleanField, Max, Q
from django.db.models.functions import Coalesce

from ntm_project.common.text import clean_line, clean_prose, fold, name_key, sort_key


class LineField(models.CharField):
    """One line of Vietnamese text, stored clean (NFC, no invisible characters, single blanks)."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return clean_line(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        # The same at once: a list from Excel saves a hundred thousand of them.
        return (
            clean_line(value) if type(value) is str else super().get_db_prep_save(value, connection)
        )


class ProseField(models.TextField):
    """Text of several lines, stored clean."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return clean_prose(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return (
            clean_prose(value)
            if type(value) is str
            else super().get_db_prep_save(value, connection)
        )


class KeyField(models.TextField):
    """A key computed from other fields of the same row whenever it is saved."""

    make = staticmethod(fold)

    def __init__(self, *args: Any, sources: Iterable[str] = (), **kwargs: Any) -> None:
        self.sources = tuple(sources)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["sources"] = self.sources
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = " ".join(str(getattr(model_instance, name) or "") for name in self.sources)
        key = type(self).make(text)
        setattr(model_instance, self.attname, key)
        return key


class SearchField(KeyField):
    """The folded text in which search without diacritics looks."""


class SortField(KeyField):
    """The key that sorts the Vietnamese way on both databases."""

    make = staticmethod(sort_key)


class NameSortField(KeyField):
    """The key that sorts people by given name."""

    make = staticmethod(name_key)


def _key_fields(model: type[models.Model], names: Iterable[str]) -> set[str]:
    names = set(names)
    return {
        f.name
        for f in model._meta.concrete_fields
        if isinstance(f, KeyField) and names.intersection(f.sources)
    }


class KeyedQuerySet(models.QuerySet):
    """Refuses `update()` of a field that a stored key is made from: the key would go stale."""

    def update(self, **kwargs: Any) -> int:
        if stale := _key_fields(self.model, kwargs) - set(kwargs):
            raise ValueError(f"update() would leave {sorted(stale)} stale: save the rows instead.")
        return super().update(**kwargs)


class CheckedModel(models.Model):
    """A model whose validation needs few queries.

    Its check constraints are checked together: only when one of them does not hold does each speak
    for itself, with its own sentence. Of a row that it was given, not its key alone, nobody looks
    whether it is there: it was read, and the foreign key holds it.
    """

    _keeps_checks = False

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        given = {
            field.name
            for field in self._meta.concrete_fields
            if isinstance(field, models.ForeignKey)
            and field.is_cached(self)
            and field.value_from_object(self) is not None
        }
        super().clean_fields(given.union(exclude or ()))

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        # A check that speaks of an excluded field is left out by Django alone, each by itself.
        self._keeps_checks = not exclude and self._all_checks_hold()
        try:
            super().validate_constraints(exclude)
        finally:
            self._keeps_checks = False

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        found = super().get_constraints()
        if not self._keeps_checks:
            return found
        is_check = models.CheckConstraint
        return [(model, [c for c in own if not isinstance(c, is_check)]) for model, own in found]

    def _all_checks_hold(self) -> bool:
        """Whether all checks hold; as in the database, what is unknown breaks none."""
        known = [
            Q(Coalesce(constraint.condition, True, output_field=BooleanField()))
            for _, own in super().get_constraints()
            for constraint in own
            if isinstance(constraint, models.CheckConstraint)
        ]
        if not known:
            return False
        together = models.CheckConstraint(condition=reduce(and_, known), name="together")
        try:
            together.validate(type(self), self)
        except ValidationError:
            return False
        return True


class KeyedModel(CheckedModel):
    """A model whose `save(update_fields=…)` takes its keys along."""

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = set(fields) | _key_fields(type(self), fields)
        super().save(**kwargs)


# The version of a row that is not there: what a form carries that has seen none.
NO_VERSION = -1


class VersionedModel(models.Model):
    """A row that people edit: each edit raises its version, by which a stale form is known."""

    version = models.PositiveIntegerField("phiên bản", default=0, db_default=0, editable=False)

    class Meta:
        abstract = True


class AppendOnlyModel(models.Model):
    """A row kept for ever: the database refuses every change and removal (`villages.guards`)."""

    class Meta:
        abstract = True


class ClosableModel(models.Model):
    """A row that is written until it is closed: from then on the database refuses every change,
    removal and addition (`villages.guards`). It has `closed_at`, or is closed with what has it."""

    closed_with: ClassVar[str] = ""  # the foreign key to what it is closed with; "" for itself
    stays_open: ClassVar[frozenset[str]] = frozenset()  # fields that are written afterwards too

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=models.Model)


def found_by_key(rows: "models.QuerySet[Row]", pk: int) -> Row | None:
    """The row of that key; None where there is none. Of one row no order is wanted: the one that
    `first` puts on costs a third of a query that joins many columns."""
    return next(iter(rows.filter(pk=pk).order_by()), None)


def after_last(rows: Any) -> int:
    """The number of what comes after the last of these rows in their `order`."""
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def clean_and_save(row: models.Model, **kwargs: Any) -> None:
    """Save a row that keeps the rules of its model; `ValidationError` with the sentences if not.

    The database checks the constraints, which sees what somebody else has just committed too; only
    what it refuses, or what breaks another rule, is held against them again, for the sentences.
    """
    try:
        row.full_clean(validate_constraints=False)
    except ValidationError:
        row.full_clean()
        raise
    try:
        with transaction.atomic():
            row.save(**kwargs)
    except IntegrityError:
        row.full_clean()
        raise
