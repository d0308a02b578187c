"""What a file states of a set that is not published yet, with the limits of the models."""

from criteria.models import Criterion, Indicator, Level
from ntm_project.common.forms import CrispyModelForm, VietnameseMeta


class CriterionForm(CrispyModelForm):
    """A criterion, with the limits of its model."""

    class Meta(VietnameseMeta):
        model = Criterion
        fields = ("number", "name", "group")


class IndicatorForm(CrispyModelForm):
    """An indicator, with the limits of its model."""

    class Meta(VietnameseMeta):
        model = Indicator
        fields = (
            "code", "wording", "kind", "unit_words", "grade_scale", "lead_department",
            "guidance", "confidence", "source",
        )  # fmt: skip


class GeneralLevelForm(CrispyModelForm):
    """The level of an indicator, wherever and whenever it binds."""

    places = {
        "level_denominator_positive_with_value": "denominator",
        "level_value_or_grade": "grade",
    }

    class Meta(VietnameseMeta):
        model = Level
        fields = ("comparator", "value", "denominator", "grade", "words", "legal_source")
