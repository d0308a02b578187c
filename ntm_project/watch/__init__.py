"""How the server is: probes for machines, a page for administrators, figures for Prometheus."""
