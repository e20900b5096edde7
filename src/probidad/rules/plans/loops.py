"""Circles among plans: the progress of one plan may be the indicator of an activity in another, but never of itself.

A circle would make each figure depend on itself. It is found before it is made, and told with its whole path.
"""

from collections.abc import Collection, Mapping

from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.problems import Problem, problem

Measures = Mapping[str, Collection[str]]  # the plan that measures, and the plans whose progress it measures


def path_back(measures: Measures, plan: str, measured: str) -> tuple[str, ...]:
    """The circle that would close if ``plan`` measured ``measured``: plans in order, the first again at the end; empty
    when none would. The shortest one; among equals the first in the order of keys."""
    if plan == measured:
        return (plan, plan)
    came_from: dict[str, str] = {measured: ""}
    wave = [measured]
    while wave:
        following: list[str] = []
        for each in wave:
            for other in sorted(measures.get(each, ())):
                if other == plan:
                    return (plan, *reversed(_back(came_from, each)), plan)
                if other not in came_from:
                    came_from[other] = each
                    following.append(other)
        wave = following
    return ()


def _back(came_from: Mapping[str, str], last: str) -> list[str]:
    path = [last]
    while came_from[path[-1]]:
        path.append(came_from[path[-1]])
    return path


def circle(measures: Measures) -> tuple[str, ...]:
    """A circle that is there already, or empty: what an import or a restored copy is checked with."""
    for plan in sorted(measures):
        for measured in sorted(measures[plan]):
            found = path_back(measures, plan, measured)
            if found:
                return found
    return ()


def circle_problem(path: tuple[str, ...], names: Mapping[str, str]) -> Problem:
    """What is told of a circle, with the names of its plans."""
    told = " → ".join(names.get(plan, plan) for plan in path)
    return problem("source", _("A plan would measure itself: %(path)s. Choose another source."), path=told)


def order(measures: Measures) -> tuple[str, ...]:
    """The plans in an order in which each comes after all that it measures, so that one pass computes them all.

    Raises ``ValueError`` where there is a circle.
    """
    found = circle(measures)
    if found:
        raise ValueError(f"a plan measures itself: {' -> '.join(found)}")
    done: dict[str, None] = {}
    pending = [(plan, False) for plan in sorted(measures, reverse=True)]
    while pending:
        plan, ready = pending.pop()
        if plan in done:
            continue
        if ready:
            done[plan] = None
            continue
        pending.append((plan, True))
        pending += [(other, False) for other in sorted(measures.get(plan, ()), reverse=True) if other not in done]
    return tuple(done)
