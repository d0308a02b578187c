"""Figures for Prometheus: each web process on a port of its own, open to this machine alone.

Three figures of a request: how long it took, how many there were, and by which page with which
status. Nothing is measured where `METRICS_PORTS` is empty.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django_prometheus import exports
from django_prometheus import middleware as stock
from prometheus_client import REGISTRY, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily

from ntm_project.watch import health


class Metrics(stock.Metrics):
    """The figures of the package that answer a question: some of its twenty."""

    def register(self) -> None:
        self.requests_total = self.register_metric(
            Counter,
            "django_http_requests_before_middlewares_total",
            "Total count of requests before middlewares run.",
        )
        self.requests_latency_before = self.register_metric(
            Histogram,
            "django_http_requests_latency_including_middlewares_seconds",
            "Histogram of requests processing time (including middleware processing time).",
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
        )
        self.responses_by_status_view_method = self.register_metric(
            Counter,
            "django_http_responses_total_by_status_view_method",
            "Count of responses by status, view, method.",
            ["status", "view", "method"],
        )


class MetricsMiddleware(stock.PrometheusBeforeMiddleware):
    """Counts and times what passes; stands outside of everything but the probes."""

    metrics_cls = Metrics

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        began = request.prometheus_before_middleware_event  # type: ignore[attr-defined]
        self.metrics.requests_latency_before.observe(stock.TimeSince(began))
        match = getattr(request, "resolver_match", None)
        method = request.method if request.method in ("GET", "POST", "HEAD") else "other"
        page = (match.view_name if match else "") or "none"
        counts = self.metrics.responses_by_status_view_method
        counts.labels(str(response.status_code), page, method).inc()
        return response


class HealthCollector:
    """What the checks found, 1 for well and 0 for not, as often as Prometheus comes by."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        family = GaugeMetricFamily(
            "ntm_health", "1 where the check finds nothing wrong.", labels=["check"]
        )
        for name, one in health.current().found.items():
            family.add_metric([name], 0.0 if one.error else 1.0)
        yield family

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing, so that registering runs no check."""
        return iter(())


def serve_figures() -> int | None:
    """Opens the first free port of the setting for this process; None where it names none."""
    if not settings.METRICS_PORTS:
        return None
    REGISTRY.register(HealthCollector())
    return exports.SetupPrometheusEndpointOnPortRange(settings.METRICS_PORTS, "127.0.0.1")
