"""Xã Sao Mai (minh họa): an invented commune with half a year of life, as its people lived it.

Every row is written by the services that people use, in their name and on the day of the story, so
that the trail, the history of each figure and any board as of a date agree. Its real neighbours
in the sample stand apart: name and note of the commune state that it is invented.
"""
