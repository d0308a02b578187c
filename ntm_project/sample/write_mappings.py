"""Writes and publishes the mappings between sets that are not there yet, each once."""

from criteria.mapping.queries import indicators_in
from criteria.mapping.rules import choice_errors
from criteria.mapping.services import begin_mapping, publish_mapping
from criteria.models import CriteriaSet, MappedIndicator, SetMapping
from ntm_project.common.refusals import Refused
from ntm_project.sample.journal import Journal
from ntm_project.sample.rows import Draft


def write_mappings(drafts: list[Draft], journal: Journal) -> None:
    """What was published between two sets stays as it is."""
    pairs: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        pairs.setdefault((draft.refs["old_set"], draft.refs["new_set"]), []).append(draft)
    published = SetMapping.objects.filter(closed_at__isnull=False)
    standing = set(published.values_list("old_set__code", "new_set__code"))
    missing = {pair: rows for pair, rows in pairs.items() if pair not in standing}
    sets = {row.code: row for row in CriteriaSet.objects.all()} if missing else {}
    for (old, new), rows in missing.items():
        _write(sets[old], sets[new], rows, journal)


def _write(
    old_set: CriteriaSet, new_set: CriteriaSet, drafts: list[Draft], journal: Journal
) -> None:
    olds = {row.code: row for row in indicators_in(old_set.pk)}
    news = {row.code: row for row in indicators_in(new_set.pk)}
    of_old: dict[str, list[Draft]] = {}
    for draft in drafts:
        of_old.setdefault(draft.refs["old"], []).append(draft)
    for code, rows in of_old.items():
        wanted = [news[row.refs["new"]] for row in rows if row.refs["new"]]
        for sentence in choice_errors(olds[code], rows[0].fields["kind"], wanted).values():
            raise rows[0].row.error(sentence, "thay đổi")
    with drafts[0].row.guard():
        mapping = begin_mapping(by=journal.by, old_set=old_set, new_set=new_set)
    MappedIndicator.objects.bulk_create(
        MappedIndicator(
            mapping=mapping,
            old=olds[draft.refs["old"]],
            new=news.get(draft.refs["new"]),
            **draft.fields,
        )
        for draft in drafts
    )
    try:
        publish_mapping(by=journal.by, mapping_id=mapping.pk)
    except Refused as refusal:
        raise drafts[0].row.error(refusal.reason) from refusal
    journal.count(mapping)
    journal.count(MappedIndicator, len(drafts))
