"""What is published is neither edited nor removed: triggers of the database refuse it."""

from django.db import migrations

from probidad.core import guards


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [guards.laid_by(__file__, "published_guards")]
