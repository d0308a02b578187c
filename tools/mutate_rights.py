"""Disable each scope filter and each rule of rights once: at least one test must fail each time.

    tools/mutate_rights.py --list                         what would be disabled, by number
    tools/mutate_rights.py --only tasks tests/tasks       the places of an app, by these tests
    tools/mutate_rights.py                                everything, by the tests of each app

The tree is copied; in the copy each place knows whether it is the one off. One warm process
holds Django, the collected tests and a database in memory. For each file of tests it makes the rows
of that file, and forks: one child runs the file with nothing off and reports in which test which
place would answer otherwise if it were off (a filter always counts), and how long the test takes;
then one child for each place that is still alive runs those tests, the quickest first, until one
fails. What was killed is kept (`--results`) and not tried again.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from rights.hunt import KILLED, Hunt
from rights.places import APPS, ROOT, Mutant, copy_tree, put_switches

TESTS = [f"tests/{name}" for name in (*APPS, "access")]
PLAIN = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-n0", "--tb=no", "--assert=plain",
         "-p", "no:unraisableexception",  # children inherit what the parent left open
         "-m", "not browser and not deep and not stress and not concurrency and not pdf",
         "--ignore=tests/access/test_hostile.py"]  # fmt: skip
# Places that no test can notice, each with the reason; a place is named by `Mutant.key`.
EQUIVALENT: dict[str, str] = {
    "tasks/queries/copying.py _Assessments.__init__: "
    "Assessment.objects.filter(unit__path__below=plan.unit.path, year=plan.year)": (
        "reads fewer rows, in which each is then looked for by its unit"
    ),
    "reports/boards/upper.py _add_work: Task.objects.filter(unit__path__below=unit.path)": (
        "reads fewer rows; only those of the communes below are counted"
    ),
    "reports/work/own.py portfolio: "
    "access.holds(Role.STANDING_OFFICER, Role.CHAIR, Role.VICE_CHAIR)": (
        "chooses the cheaper of two questions that have one answer"
    ),
}


def run_all(mutants: list[Mutant], given: argparse.Namespace) -> dict[str, str]:
    """What became of each place, by its key."""
    results = Path(given.results).resolve()
    with tempfile.TemporaryDirectory(prefix="ntm-rights-") as folder:
        copy_tree(Path(folder))
        put_switches(Path(folder), write=True)
        os.chdir(folder)
        os.nice(5)
        sys.path.insert(0, folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "ntm_project.settings_test"
        import pytest

        hunt = Hunt(mutants, results, given)
        pytest.main([*PLAIN, *(given.tests or TESTS)], plugins=[hunt])
        os.chdir(ROOT)
    return hunt.known


def report(mutants: list[Mutant], known: dict[str, str]) -> int:
    """Names what is left, and counts."""
    counts: Counter[str] = Counter()
    for mutant in mutants:
        answer = known.get(mutant.key, "not tried").partition(" by ")[0]
        if answer != KILLED and mutant.key in EQUIVALENT:
            answer = "equivalent"
        elif answer != KILLED:
            print(f"{answer:12}{mutant}")
        counts[answer] += 1
    print(", ".join(f"{count} {answer}" for answer, count in counts.most_common()))
    return 0 if set(counts) <= {KILLED, "equivalent"} else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tests", nargs="*", help="tests that are to notice")
    parser.add_argument("--only", default="", help="places whose path:line begins with this")
    parser.add_argument("--list", action="store_true", help="name the places and stop")
    parser.add_argument("--report", action="store_true", help="what is known so far, and stop")
    parser.add_argument("--seconds", type=int, default=4, help="for a place in a file of tests")
    parser.add_argument("--children", type=int, default=2, help="processes at a time")
    parser.add_argument("--results", default="data/mutants.json")
    given = parser.parse_args()
    mutants = put_switches(ROOT, write=False)
    mutants = [m for m in mutants if f"{m.path}:{m.line}".startswith(given.only)]
    if given.list:
        print(*mutants, f"{len(mutants)} places", sep="\n")
        return 0
    if given.report:
        return report(mutants, json.loads(Path(given.results).read_text()))
    return report(mutants, run_all(mutants, given))


if __name__ == "__main__":
    sys.exit(main())
