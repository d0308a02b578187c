"""Which rows of an earlier plan a new one takes over."""

from collections.abc import Mapping
from typing import Any

from django import forms

from ntm_project.common.forms import CrispyForm
from tasks.queries.copying import GROUPS, CopyOffer


class CopyPlanForm(CrispyForm, forms.Form):
    """A checkbox for each row, by group; rows that mention no year are ticked beforehand."""

    def __init__(
        self, *args: Any, offers: Mapping[str, list[CopyOffer]], years: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, found in offers.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=GROUPS[name],
                choices=[(one.key, _label(one)) for one in found if not one.why_not],
                initial=[one.key for one in found if one.is_usual and name != "tasks"],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_left_out(found),
            )
        self.fields["moves_years"] = forms.BooleanField(
            label=f"Dời năm trong thời hạn ({years})",
            required=False,
            help_text="Không đánh dấu thì thời hạn để trống, ghi sau cho từng dòng.",
        )

    def chosen(self) -> dict[str, list[str]]:
        """Group → the keys ticked."""
        return {name: self.cleaned_data[name] for name in GROUPS if name in self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(self.chosen().values()):
            raise forms.ValidationError("Hãy chọn ít nhất một dòng để chép.")
        return cleaned


def _label(offer: CopyOffer) -> str:
    return f"{offer.label} ({offer.note})" if offer.note else offer.label


def _left_out(found: list[CopyOffer]) -> str:
    """What cannot be copied, counted by its reason."""
    reasons = [one.why_not for one in found if one.why_not]
    counted = {why: reasons.count(why) for why in dict.fromkeys(reasons)}
    return "; ".join(f"{n} dòng không chép được: {why}" for why, n in counted.items())
