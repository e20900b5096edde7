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
    return _ordered(measures)[1]


def circle_problem(path: tuple[str, ...], names: Mapping[str, str]) -> Problem:
    """What is told of a circle, with the names of its plans."""
    told = " → ".join(names.get(plan, plan) for plan in path)
    return problem("source", _("A plan would measure itself: %(path)s. Choose another source."), path=told)


def order(measures: Measures) -> tuple[str, ...]:
    """The plans in an order in which each comes after all that it measures, so that one pass computes them all.

    Raises ``ValueError`` where there is a circle.
    """
    done, found = _ordered(measures)
    if found:
        raise ValueError(f"a plan measures itself: {' -> '.join(found)}")
    return done


def _ordered(measures: Measures) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The order, and the first circle met on the way, which leaves it unfinished. Each plan is looked at once."""
    done: dict[str, None] = {}
    open_: set[str] = set()  # those that are waiting for what they measure
    pending = [(plan, "") for plan in sorted(measures, reverse=True)]
    while pending:
        plan, measured_by = pending[-1]
        if plan in done:
            pending.pop()
        elif plan in open_ and not measured_by:
            pending.pop()
            open_.discard(plan)
            done[plan] = None
        elif plan in open_:
            return tuple(done), path_back(measures, measured_by, plan)
        else:
            open_.add(plan)
            pending[-1] = (plan, "")
            pending += [(other, plan) for other in sorted(measures.get(plan, ()), reverse=True) if other not in done]
    return tuple(done), ()
