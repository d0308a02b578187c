"""What lists of a unit share: whose they are."""

from typing import Any

from django.urls import reverse

from villages.access import Access
from villages.imports.resource import ListResource
from villages.models import Unit


class OfUnit(ListResource):
    """A list of a unit and of those below it."""

    place: Unit

    @classmethod
    def places(cls, access: Access) -> Any:
        return Unit.objects.visible_to(access).select_related("parent")

    def back(self) -> str:
        return reverse("villages:unit", args=[self.place.pk])


def one_a_line(words: str) -> str:
    """Names of one cell, apart by semicolons, one a line as a row stores them."""
    return "\n".join(part.strip() for part in words.replace("\n", ";").split(";") if part.strip())
