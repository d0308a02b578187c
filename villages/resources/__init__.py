"""Lists of this floor from Excel and to it: units, bodies, officials with their postings."""

from villages.resources import bodies, people, units
