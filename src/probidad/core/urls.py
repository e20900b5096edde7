"""Pages of the core on the desk."""

from django.urls import path

from probidad.core.views import frame, keys, offers

app_name = "core"
urlpatterns = [
    path("entidad-activa/", frame.choose_entity, name="choose_entity"),
    # keys of the API, and what the offices offer
    path("claves/", keys.keys, name="keys"),
    path("claves/nueva/", keys.new, name="key_new"),
    path("claves/<int:pk>/", keys.key, name="key"),
    path("claves/<int:pk>/revocar/", keys.revoke, name="key_revoke"),
    path("oferta/", offers.offers, name="offers"),
]
