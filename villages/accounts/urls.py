"""Addresses of accounts: one's own, others', and the link that sets a password."""

from django.urls import path

from villages.accounts.views import links, others, own

app_name = "accounts"

urlpatterns = [
    # one's own
    path("tai-khoan/", own.own_account, name="own_account"),
    path("tai-khoan/mat-khau/", own.change_password, name="change_password"),
    # others', by the administrator
    path("can-bo/<int:pk>/tai-khoan/", others.account, name="account"),
    path("can-bo/<int:pk>/lien-ket-mat-khau/", others.offer_link, name="offer_link"),
    path("can-bo/<int:pk>/lien-ket-mat-khau/thu-hoi/", others.withdraw_link, name="withdraw_link"),
    # the link
    path("mat-khau/", links.set_password, name="set_password"),
    path("mat-khau/<str:code>/", links.open_link, name="open_link"),
]
