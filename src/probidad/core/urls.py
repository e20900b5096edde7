"""Pages of the core on the desk."""

from django.urls import path

from probidad.core.views import (
    entities,
    evidence,
    evidence_files,
    evidence_new,
    frame,
    imports,
    keys,
    offers,
    people,
    permissions,
    posts,
    processes,
    roles,
    trail,
    units,
)

app_name = "core"
urlpatterns = [
    path("entidad-activa/", frame.choose_entity, name="choose_entity"),
    # entities
    path("entidades/", entities.entity_list, name="entities"),
    path("entidades/nueva/", entities.entity_new, name="entity_new"),
    path("entidades/<int:pk>/", entities.entity, name="entity"),
    path("entidades/<int:pk>/cambiar/", entities.entity_change, name="entity_change"),
    # org units
    path("dependencias/", units.chart, name="units"),
    path("dependencias/nueva/", units.unit_new, name="unit_new"),
    path("dependencias/<int:pk>/", units.unit, name="unit"),
    path("dependencias/<int:pk>/cambiar/", units.unit_change, name="unit_change"),
    path("dependencias/<int:pk>/terminar/", units.unit_end, name="unit_end"),
    # posts
    path("cargos/", posts.post_list, name="posts"),
    path("cargos/nuevo/", posts.post_new, name="post_new"),
    path("cargos/<int:pk>/", posts.post, name="post"),
    path("cargos/<int:pk>/cambiar/", posts.post_change, name="post_change"),
    path("cargos/<int:pk>/terminar/", posts.post_end, name="post_end"),
    path("cargos/<int:pk>/nombrar/", posts.appoint, name="appoint"),
    path("cargos/<int:pk>/nombramientos/<int:appointment>/", posts.appointment_end, name="appointment_end"),
    # processes
    path("procesos/", processes.process_list, name="processes"),
    path("procesos/nuevo/", processes.process_new, name="process_new"),
    path("procesos/<int:pk>/", processes.process, name="process"),
    path("procesos/<int:pk>/cambiar/", processes.process_change, name="process_change"),
    path("procesos/<int:pk>/terminar/", processes.process_end, name="process_end"),
    # people and roles
    path("personas/", people.person_list, name="people"),
    path("personas/invitar/", people.person_invite, name="person_invite"),
    path("personas/<int:pk>/", people.person, name="person"),
    path("personas/<int:pk>/dependencia/", people.person_move, name="person_move"),
    path("personas/<int:pk>/enlace/", people.person_link, name="person_link"),
    path("personas/<int:pk>/segundo-paso/", people.person_second_step, name="person_second_step"),
    path("personas/<int:pk>/retiro/", people.person_leave, name="person_leave"),
    path("personas/<int:pk>/roles/", roles.person_roles, name="person_roles"),
    path("conflictos/", roles.conflict_list, name="conflicts"),
    # permissions and trail
    path("permisos/", permissions.permissions, name="permissions"),
    path("bitacora/", trail.trail_list, name="trail"),
    path("importaciones/", imports.imports, name="imports"),
    path("importaciones/nueva/", imports.kinds, name="import_kinds"),
    path("importaciones/nueva/<str:kind>/", imports.new, name="import_new"),
    path("importaciones/plantilla/<str:kind>/", imports.template, name="import_template"),
    path("importaciones/<int:pk>/", imports.one, name="import"),
    path("importaciones/<int:pk>/opciones/", imports.choose, name="import_choose"),
    path("importaciones/<int:pk>/aplicar/", imports.apply, name="import_apply"),
    path("importaciones/<int:pk>/descartar/", imports.discard, name="import_discard"),
    # evidence
    path("evidencias/", evidence.evidence_list, name="evidence_list"),
    path("evidencias/nueva/", evidence_new.new, name="evidence_new"),
    path("evidencias/cupo/", evidence.quota, name="evidence_quota"),
    path("evidencias/<int:pk>/", evidence.one, name="evidence"),
    path("evidencias/<int:pk>/version/", evidence_new.version, name="evidence_version"),
    path("evidencias/<int:pk>/soporta/", evidence.support, name="evidence_support"),
    path("evidencias/<int:pk>/soporta/<int:support>/", evidence.support_end, name="evidence_support_end"),
    path("evidencias/<int:pk>/retirar/", evidence.withdraw, name="evidence_withdraw"),
    path("evidencias/<int:pk>/publicar/", evidence.publish, name="evidence_publish"),
    path("evidencias/<int:pk>/despublicar/", evidence.unpublish, name="evidence_unpublish"),
    path("evidencias/<int:pk>/versiones/<int:number>/", evidence_files.download, name="evidence_file"),
    path("evidencias/<int:pk>/versiones/<int:number>/vista/<int:sheet>/", evidence_files.look, name="evidence_look"),
    # keys of the API, and what the offices offer
    path("claves/", keys.keys, name="keys"),
    path("claves/nueva/", keys.new, name="key_new"),
    path("claves/<int:pk>/", keys.key, name="key"),
    path("claves/<int:pk>/revocar/", keys.revoke, name="key_revoke"),
    path("oferta/", offers.offers, name="offers"),
]
