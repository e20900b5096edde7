"""Sign-in and what a person does with their own account. The names are those that allauth looks for."""

from django.urls import URLPattern, URLResolver, path

from probidad.core.lateviews import LateViews

account = LateViews("probidad.core.views.account")
second_step = LateViews("probidad.core.views.second_step")
sessions = LateViews("probidad.core.views.sessions")

urlpatterns: list[URLPattern | URLResolver] = [
    path("entrar/", account.sign_in, name="account_login"),
    path("entrar/codigo/", account.second_step, name="mfa_authenticate"),
    path("salir/", account.sign_out, name="account_logout"),
    path("confirmar/", account.confirm, name="account_reauthenticate"),
    path("invitacion/<str:secret>/", account.invitation, name="account_invitation"),
    path("contrasena/", account.password, name="account_change_password"),
    path("contrasena/olvidada/", account.forgotten, name="account_reset_password"),
    path("segundo-paso/", second_step.overview, name="mfa_index"),
    path("segundo-paso/activar/", second_step.activate, name="mfa_activate_totp"),
    path("segundo-paso/desactivar/", second_step.deactivate, name="mfa_deactivate_totp"),
    path("segundo-paso/respaldo/", second_step.backup_codes, name="mfa_view_recovery_codes"),
    path("segundo-paso/respaldo/nuevos/", second_step.renew_backup_codes, name="mfa_generate_recovery_codes"),
    path("sesiones/", sessions.listed, name="usersessions_list"),
    path("sesiones/cerrar/", sessions.end_others, name="usersessions_end_others"),
    path("sesiones/<int:pk>/cerrar/", sessions.end_one, name="usersessions_end"),
]
