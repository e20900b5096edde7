"""Views of a module that is read from disk when one of them is first asked for: a server is on line before the pages
that nobody has opened are loaded."""

from collections.abc import Callable
from importlib import import_module

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


class LateViews:
    """``LateViews("package.module").name`` is the view ``name`` of that module. Not for a view that the framework looks
    at before it calls it (``csrf_exempt``)."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> View:
        """Raises ``AttributeError`` for a private name; a view that is not there is found missing when it is called."""
        if name.startswith("_"):
            raise AttributeError(name)

        def view(request: HttpRequest, *arguments: object, **named: object) -> HttpResponseBase:
            found: View = getattr(import_module(self._module), name)
            return found(request, *arguments, **named)

        view.__name__ = view.__qualname__ = name
        view.__module__ = self._module
        return view
