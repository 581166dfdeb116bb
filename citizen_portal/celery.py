"""The Celery application. Tasks are asked for through the outbox; a broker is optional."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citizen_portal.settings")

app = Celery("adresat")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["routing", "citizen_portal"])
