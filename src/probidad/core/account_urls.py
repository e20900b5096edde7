"""Sign-in and what a person does with their own account."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("allauth.urls"))]
