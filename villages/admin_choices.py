"""What foreign keys of the admin site offer, in forms and in rows beside them: the scope alone."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.http import HttpRequest

from ntm_project.common.answers import key_of
from villages.access import Access
from villages.enums import Ability
from villages.http import request_access


class KeySelect(AutocompleteSelect):
    """Django's own would look up whatever was typed as a key in the database, and break."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [text for text in value if key_of(text)], attr)


class ScopedChoices(BaseModelAdmin):
    """Rows outside the scope are not offered, and not taken when sent."""

    def scope(self, request: HttpRequest) -> Access:
        """The writer, by the postings alone that make an administrator."""
        return request_access(request).holding(Ability.ADMINISTER)

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        rows = db_field.remote_field.model._default_manager.all()
        if hasattr(rows, "visible_to"):
            kwargs["queryset"] = rows.visible_to(self.scope(request))
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeySelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
