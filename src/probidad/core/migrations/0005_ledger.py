"""The ledger: chains written anew with commitments instead of personal values, anchors, and triggers that protect them.

No release holds a chain yet, so those that exist are hashed anew; afterwards the triggers forbid it for ever."""

import datetime
import json
import secrets
from hashlib import sha256

import django.db.models.deletion
from django.db import migrations, models

from probidad.core import guards

PERSONAL = {"act", "file", "reason"}  # written freely by a person


def canonical(value):
    """Canonical JSON of texts, whole numbers and lists of them."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def rewrite(apps, schema_editor):
    """Each chain in its order: the bytes in their new shape, and the hashes that follow from them."""
    head_table, entry_table, secret_table = (
        apps.get_model("core", name) for name in ("TrailHead", "TrailEntry", "TrailSecret")
    )
    for head in head_table.objects.order_by("pk"):
        last = ""
        for entry in entry_table.objects.filter(head=head).order_by("position").iterator(chunk_size=500):
            old = json.loads(bytes(entry.body))
            facts, commitments = dict(old["facts"]), {}
            personal = PERSONAL - ({"reason"} if entry.verb == "followup.withdrawn" else set())
            for key in personal | ({"name"} if entry.verb.startswith("key.") else set()):
                if facts.get(key):
                    salt, value = secrets.token_bytes(32), canonical(facts[key])
                    secret_table.objects.create(entry=entry, key=key, salt=salt, value=value.decode())
                    commitments[key] = sha256(salt + value).hexdigest()
                    del facts[key]
            at = entry.at.astimezone(datetime.timezone.utc).isoformat(timespec="microseconds")
            body = canonical({
                "actor": entry.actor_id, "at": at, "chain": head.name, "position": entry.position,
                "subject": {"id": entry.subject_id, "table": entry.subject_table}, "verb": entry.verb,
                "with": {**({"commitments": commitments} if commitments else {}), "facts": facts, "roles": old["roles"]},
            })
            digest = sha256(f"{last}\n{sha256(body).hexdigest()}".encode()).hexdigest()
            entry_table.objects.filter(pk=entry.pk).update(body=body, previous=last, hash=digest)
            last = digest
        head_table.objects.filter(pk=head.pk).update(hash=last)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_evidence'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='trailentry',
            name='facts',
        ),
        migrations.RemoveField(
            model_name='trailentry',
            name='role',
        ),
        migrations.CreateModel(
            name='LedgerCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made', models.DateTimeField()),
                ('position', models.BigIntegerField()),
                ('damages', models.PositiveIntegerField()),
                ('first', models.JSONField(default=list)),
                ('head', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='check_made', to='core.trailhead')),
            ],
        ),
        migrations.CreateModel(
            name='Anchor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('made', models.DateTimeField()),
                ('occasion', models.CharField(choices=[('publication', 'Publication'), ('daily', 'Daily'), ('manual', 'Manual')], max_length=20)),
                ('day', models.DateField(null=True)),
                ('position', models.BigIntegerField()),
                ('hash', models.CharField(max_length=64)),
                ('document', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('signature', models.CharField(blank=True, max_length=88)),
                ('entity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='anchors', to='core.entity')),
            ],
            options={
                'ordering': ('-number',),
                'constraints': [models.UniqueConstraint(fields=('entity', 'number'), name='an_anchor_number_once_a_book'), models.UniqueConstraint(fields=('entity', 'day'), name='one_daily_anchor_a_day'), models.UniqueConstraint(condition=models.Q(('entity__isnull', True)), fields=('number',), name='an_anchor_number_once_the_installation'), models.UniqueConstraint(condition=models.Q(('entity__isnull', True)), fields=('day',), name='one_daily_anchor_of_the_installation')],
            },
        ),
        migrations.CreateModel(
            name='TrailSecret',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('salt', models.BinaryField(max_length=32)),
                ('value', models.TextField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='secrets', to='core.trailentry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'key'), name='a_personal_value_once_an_entry')],
            },
        ),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
        guards.laid_by(__file__, "ledger_guards"),
    ]
