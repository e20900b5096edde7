"""Pages of the core on the desk."""

from django.urls import path

from probidad.core.views import frame, imports

app_name = "core"
urlpatterns = [
    path("entidad-activa/", frame.choose_entity, name="choose_entity"),
    path("importaciones/", imports.imports, name="imports"),
    path("importaciones/nueva/", imports.kinds, name="import_kinds"),
    path("importaciones/nueva/<str:kind>/", imports.new, name="import_new"),
    path("importaciones/plantilla/<str:kind>/", imports.template, name="import_template"),
    path("importaciones/<int:pk>/", imports.one, name="import"),
    path("importaciones/<int:pk>/opciones/", imports.choose, name="import_choose"),
    path("importaciones/<int:pk>/aplicar/", imports.apply, name="import_apply"),
    path("importaciones/<int:pk>/descartar/", imports.discard, name="import_discard"),
]
