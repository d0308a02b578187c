"""Lists of this floor from Excel and to it: a set's indicators, results of an assessment,
what leads from one set to the next."""

from criteria.mapping import resources as mapping
from criteria.resources import indicators, results
