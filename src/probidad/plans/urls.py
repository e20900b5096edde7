"""Pages of plans on the desk."""

from django.urls import path

from probidad.plans.views import activities, findings, followups, plans

app_name = "plans"
urlpatterns = [
    path("planes/", plans.plans, name="plans"),
    path("planes/<int:pk>/", plans.plan, name="plan"),
    path("planes/seguimientos/<int:pk>/", followups.followup, name="followup"),
    path("planes/seguimientos/<int:pk>/plan/", followups.followup_plan, name="followup_plan"),
    path("planes/seguimientos/<int:pk>/puntaje/", followups.followup_score, name="followup_score"),
    path("planes/seguimientos/<int:pk>/publicar/", followups.publish, name="publish"),
    path("planes/seguimientos/<int:pk>/retirar/", followups.withdraw, name="withdraw"),
    path("planes/seguimientos/<int:pk>/archivo/<slug:key>/", followups.file, name="file"),
    path("planes/actividades/", activities.activities, name="activities"),
    path("planes/actividades/<int:pk>/", activities.activity, name="activity"),
    path("planes/actividades/<int:pk>/asignar/", activities.assign, name="assign"),
    path("planes/hallazgos/", findings.findings, name="findings"),
]
