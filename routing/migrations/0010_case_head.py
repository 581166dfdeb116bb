from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce


def remember_last_events(apps: Any, _schema: Any) -> None:
    """Each case learns the digest of its last event."""
    case, event = apps.get_model("routing", "Case"), apps.get_model("routing", "Event")
    last = event.objects.filter(case=OuterRef("pk")).order_by("-seq").values("digest")[:1]
    case.objects.update(head=Coalesce(Subquery(last), models.Value("")))


class Migration(migrations.Migration):
    dependencies = [("routing", "0009_said_topic")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="head",
            field=models.CharField(default="", editable=False, max_length=64),
        ),
        migrations.RunPython(remember_last_events, migrations.RunPython.noop),
    ]
