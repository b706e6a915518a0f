import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


def fill_in_programmes(apps, schema_editor):
    """Until now every request came from an event, whose programme it is of."""
    FollowUp = apps.get_model("outcomes", "FollowUp")
    Event = apps.get_model("events", "Event")
    of_event = Event.objects.filter(pk=models.OuterRef("event")).values("programme")
    FollowUp.objects.filter(programme=None).update(programme=models.Subquery(of_event))


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0005_put_back"),
        ("outcomes", "0001_initial"),
        ("programme", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="followup",
            name="programme",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follow_ups",
                to="programme.programme",
            ),
        ),
        migrations.RunPython(fill_in_programmes, migrations.RunPython.noop),
    ]
