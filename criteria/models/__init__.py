"""Criteria sets with their levels; a unit's assessment, its results and standing."""

from criteria.models.assessments import (
    Assessment,
    Baseline,
    Figure,
    Result,
    ResultChange,
)
from criteria.models.indicators import Criterion, Indicator
from criteria.models.levels import Level
from criteria.models.mappings import MappedIndicator, Origin, SetMapping
from criteria.models.recognition import Recognition
from criteria.models.sets import CriteriaSet, unverified_note
from criteria.models.standings import Standing, StandingStep, Tally
