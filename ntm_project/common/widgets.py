"""Draws the commonest form controls in Python, exactly as Django's own templates would.

A select of a hundred officials is three hundred template includes; here it is one join.
"""

from typing import Any

from django.forms import BoundField, Select
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.safestring import SafeString

from ntm_project.common.html import esc

_INPUTS = frozenset(
    f"django/forms/widgets/{kind}.html"
    for kind in ("text", "hidden", "number", "email", "password", "date", "input")
)


class QuickRenderer(DjangoTemplates):
    """The form renderer of the settings; what it does not know is left to the templates."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> Any:
        if template_name in _INPUTS:
            return _input(context["widget"])
        if template_name == "django/forms/widgets/select.html":
            return _select(context["widget"])
        if template_name == "django/forms/widgets/textarea.html":
            return _textarea(context["widget"])
        return super().render(template_name, context, request)


def _text(value: object) -> str:
    """A value as `{{ value }}` writes it."""
    return esc(value if isinstance(value, str) else localize(value))


def _attrs(attrs: dict[str, Any]) -> str:
    written = []
    for name, value in attrs.items():
        if value is True:
            written.append(f" {_text(name)}")
        elif value is not False:
            written.append(f' {_text(name)}="{esc(str(value))}"')
    return "".join(written)


def _input(widget: dict[str, Any]) -> SafeString:
    value = widget["value"]
    told = "" if value is None else f' value="{esc(str(value))}"'
    return SafeString(
        f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{told}'
        f"{_attrs(widget['attrs'])}>"
    )


def _textarea(widget: dict[str, Any]) -> SafeString:
    value = widget["value"]
    return SafeString(
        f'<textarea name="{_text(widget["name"])}"{_attrs(widget["attrs"])}>\n'
        f"{esc(str(value)) if value else ''}</textarea>"
    )


def _select(widget: dict[str, Any]) -> SafeString:
    parts = [f'<select name="{_text(widget["name"])}"{_attrs(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        if group:
            parts.append(f'<optgroup label="{_text(group)}">')
        parts += [
            f'\n<option value="{esc(str(option["value"]))}"{_attrs(option["attrs"])}>'
            f"{_text(option['label'])}</option>"
            for option in options
        ]
        if group:
            parts.append("</optgroup>")
    parts.append("</select>")
    return SafeString("".join(parts))


def control(field: BoundField) -> SafeString:
    """A field's control alone, with the class of its kind and the mark of an error."""
    css = "form-select" if isinstance(field.field.widget, Select) else "form-control"
    own = field.field.widget.attrs.get("class", "")
    names = (css, "is-invalid" if field.errors else "", own)
    return field.as_widget(attrs={"class": " ".join(name for name in names if name)})


_STAR = '<span class="asteriskField" aria-hidden="true">*</span>'


def drawn_field(field: BoundField) -> SafeString:
    """A field laid out by hand: label, control, error and help."""
    anchor = esc(field.auto_id)
    parts = [
        f'<div class="mb-3"><label class="form-label" for="{esc(field.id_for_label)}">'
        f"{esc(field.label)}{_STAR if field.field.required else ''}</label>{control(field)}"
    ]
    if field.errors:
        said = "".join(f'<p class="mb-0">{esc(error)}</p>' for error in field.errors)
        parts.append(f'<div class="invalid-feedback" id="{anchor}_error">{said}</div>')
    if field.help_text:
        told = esc(field.help_text)
        parts.append(f'<div class="form-text" id="{anchor}_helptext">{told}</div>')
    return SafeString(f"{''.join(parts)}</div>")
