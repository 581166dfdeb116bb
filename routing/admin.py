"""Tells Django's admin of the officials' pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from routing.workplace import inbox, journals, overdue, people, proposals

__all__ = ["inbox", "journals", "overdue", "people", "proposals"]

admin.site.index_title = _("First page")
admin.site.index_template = "workplace/start.html"
