"""The one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from bare.models import Activity


def plan(request: HttpRequest) -> HttpResponse:
    """Every activity in a table."""
    return render(request, "plan.html", {"activities": Activity.objects.all()})


urlpatterns = [path("plan/", plan)]
