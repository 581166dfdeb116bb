"""Log-ins of officials, kept by administrators. Rights come from the role in the register, so none are given here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

admin.site.unregister(Group)
admin.site.unregister(User)


@admin.register(User)
class LoginAdmin(UserAdmin, ModelAdmin):
    """A log-in: name, password, whether it works."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "official_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    list_select_related = ("official",)
    search_fields = ("username", "official__full_name")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "last_login")}),
    )
    readonly_fields = ("last_login",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """A superuser is changed by superusers only: nobody gains rights by setting a password."""
        users = super().get_queryset(request)
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A log-in is switched off; what its owner did stays in the history."""
        return False

    @admin.display(description=_("Official"))
    def official_name(self, user: User) -> str:
        """Who signs in by it."""
        return user.official.full_name if hasattr(user, "official") else "—"
