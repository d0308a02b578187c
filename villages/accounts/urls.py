"""Addresses of accounts: one's own, others', and the link that sets a password."""

from django.urls import path

from villages.accounts.views import factors, others, own, password_links, sign_in

app_name = "accounts"

urlpatterns = [
    # one's own
    path("tai-khoan/", own.own_account, name="own_account"),
    path("tai-khoan/mat-khau/", own.change_password, name="change_password"),
    path("tai-khoan/phien/<uuid:session>/ket-thuc/", own.end_session, name="end_session"),
    path("tai-khoan/phien/ket-thuc/", own.end_other_sessions, name="end_other_sessions"),
    path("tai-khoan/xac-thuc/", factors.enrol, name="enrol_factor"),
    path("tai-khoan/xac-thuc/tat/", factors.remove_factor, name="remove_own_factor"),
    path("tai-khoan/ma-du-phong/", factors.renew_codes, name="renew_codes"),
    # others', by the administrator
    path("can-bo/<key:pk>/tai-khoan/", others.account, name="account"),
    path("can-bo/lien-ket-mat-khau/", others.offer_links, name="offer_links"),
    path("can-bo/<key:pk>/lien-ket-mat-khau/", others.offer_link, name="offer_link"),
    path("can-bo/<key:pk>/lien-ket-mat-khau/thu-hoi/", others.withdraw_link, name="withdraw_link"),
    path("can-bo/<key:pk>/phien/ket-thuc/", others.end_all_sessions, name="end_all_sessions"),
    path("can-bo/<key:pk>/xac-thuc/go/", others.remove_factor, name="remove_factor"),
    # signing in, the second page
    path("dang-nhap/ma/", sign_in.second_factor, name="second_factor"),
    # the link
    path("mat-khau/", password_links.set_password, name="set_password"),
    path("mat-khau/<str:code>/", password_links.open_link, name="open_link"),
]
