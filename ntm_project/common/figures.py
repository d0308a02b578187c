"""Aggregates of one table as a column of a query on another."""

from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, Subquery


def aggregated(function: str, of: str) -> Func:
    """`SUM`, `COUNT` and the like of a column, over all rows that the query finds."""
    return Func(F(of), function=function, output_field=IntegerField())


def count_of(rows: QuerySet[Any]) -> Subquery:
    """How many rows there are; 0 for none, since nothing is grouped."""
    return Subquery(rows.order_by().values(n=aggregated("COUNT", "pk")))
