"""Every address of the site. Paths are unaccented Vietnamese, names are English."""

from django.contrib import admin
from django.urls import include, path

from ntm_project.common.gallery import gallery
from villages.accounts.middleware import opens_without_factor
from villages.accounts.views.sign_in import SignInView, SignOutView

handler400 = "ntm_project.errors.bad_request"
handler403 = "ntm_project.errors.permission_denied"
handler404 = "ntm_project.errors.not_found"
handler500 = "ntm_project.errors.server_error"

urlpatterns = [
    path(
        "dang-nhap/",
        SignInView.as_view(),
        name="login",
    ),
    path(
        "dang-xuat/",
        opens_without_factor(SignOutView.as_view()),
        name="logout",
    ),
    path("quan-tri/", admin.site.urls),
    path("thu-vien-giao-dien/", gallery, name="gallery"),
    # Tried in turn: what people open all day stands first.
    path("", include("reports.urls")),
    path("", include("evidence.urls")),
    path("", include("tasks.urls")),
    path("", include("criteria.urls")),
    path("", include("villages.urls")),
    path("", include("villages.accounts.urls")),
    path("", include("ntm_project.watch.urls")),
]
