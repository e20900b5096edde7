"""Addresses that are read from disk when somebody first goes to them or asks for one of them by name."""

from typing import Any

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class Later(URLResolver):
    """As ``path(prefix, include(addresses))`` with the ``app_name`` of those addresses as ``space``.

    The framework reads every address of the house at the first link that it makes; these say their name then, which is
    all that it needs, and are read when it looks inside.
    """

    def __init__(self, prefix: str, addresses: str, space: str) -> None:
        super().__init__(RoutePattern(prefix), addresses, app_name=space, namespace=space)
        self._asked = False

    def _populate(self) -> None:
        if self._asked:
            super()._populate()

    @property
    def reverse_dict(self) -> Any:
        self._asked = True
        return super().reverse_dict

    @property
    def namespace_dict(self) -> Any:
        self._asked = True
        return super().namespace_dict

    @property
    def app_dict(self) -> Any:
        self._asked = True
        return super().app_dict
