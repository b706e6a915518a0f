"""What has been told is kept in one place, for releases of both kinds; what is out already is moved there."""

import hashlib

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def move(apps, schema_editor):
    told = apps.get_model("assessment", "ToldGroup")
    for release in apps.get_model("assessment", "FigureRelease").objects.iterator():
        for results in release.cells.values():
            lay(told, release.programme_id, release.key, results)
    for release in apps.get_model("assessment", "Benchmark").objects.iterator():
        for pairs in release.data.pop("cells", {}).values():
            results = {f"{company}/{result.partition('/')[0]}" for company, result in pairs}
            lay(told, release.programme_id, release.key.rpartition("-")[0], results)
        release.save()


def lay(told, programme, key, results):
    results = sorted(results)
    digest = hashlib.sha256("\n".join(results).encode()).hexdigest()
    told.objects.get_or_create(programme_id=programme, key=key, digest=digest, defaults={"results": results})


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0005_live_reports'),
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ToldGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('digest', models.CharField(max_length=64)),
                ('results', models.JSONField(default=list)),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told_groups', to='programme.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'key', 'digest'), name='a_group_is_told_once')],
            },
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField(model_name='figurerelease', name='cells'),
    ]
