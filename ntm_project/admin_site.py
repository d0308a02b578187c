"""The administrator's site: reference data and officials, never the workflow."""

from django.contrib.admin import AdminSite


class NtmAdminSite(AdminSite):
    site_header = "Sổ NTM – Quản trị"
    site_title = "Quản trị Sổ NTM"
    index_title = "Danh mục và tài khoản"
