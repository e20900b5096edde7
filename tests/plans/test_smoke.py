import pytest, town
from plans import imported
from django.urls import reverse
from probidad.rules.separation import Role
pytestmark = pytest.mark.django_db
def test_pages():
    row = imported.sopo()
    who = town.person(row.entity, Role.PLANNING)
    c = town.client(who)
    a = row.readings.first().activity_id
    for name, args in [("plans",[]),("plan",[row.plan_id]),("followup",[row.pk]),("followup_plan",[row.pk]),("followup_score",[row.pk]),("activities",[]),("activity",[a]),("assign",[a]),("findings",[])]:
        try:
            r = c.get(reverse("plans:"+name, args=args))
            print(name, r.status_code, len(r.content))
        except Exception as e:
            import traceback; traceback.print_exc()
    assert 0
