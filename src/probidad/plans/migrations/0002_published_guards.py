"""What is published is neither edited nor removed: triggers of the database refuse it."""

from pathlib import Path

from django.db import migrations

GUARDS = "published_guards"


def statements(vendor):
    text = Path(__file__).with_name(f"{GUARDS}.{vendor}.sql").read_text(encoding="utf-8")
    return [part.strip() for part in text.split("\n;;\n")]


def guard(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements(schema_editor.connection.vendor):
            cursor.execute(statement)


def unguard(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements(schema_editor.connection.vendor):
            words = statement.split()
            if words[1] == "TRIGGER":
                table = f" ON {words[words.index('ON') + 1]}" if schema_editor.connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {words[2]}{table}")


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
