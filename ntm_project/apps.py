"""The admin site, moved to our own address and named in Vietnamese."""

from django.contrib.admin.apps import AdminConfig


class NtmAdminConfig(AdminConfig):
    default_site = "villages.admin_site.NtmAdminSite"
