"""Every write of a mapping, and of the results that are carried over by one."""

from criteria.mapping.services.carrying import Carried, carry_results
from criteria.mapping.services.mappings import (
    MappingChoice,
    begin_mapping,
    discard_mapping,
    map_indicator,
    publish_mapping,
    take_offers,
)
