"""`python -m tests.benchmarks.intake`: how well old plans are read, field by field.

Of each plan: precision, recall, and of the tasks found how many agree; and each deadline that no
words of the plan give.
"""

import django


def main() -> None:
    django.setup()
    from tests.evidence.intake.measured import MEASURED, measured, table

    results = [measured(name) for name in MEASURED]
    print(table(results))
    for result in results:
        for words in result.invented:
            print(f"{result.name}: hạn sai: {words}")


if __name__ == "__main__":
    main()
