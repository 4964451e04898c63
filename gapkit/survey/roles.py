"""Roles: answers of one side or of several that stand in for sides in one question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gapkit.errors import RoleError, SurveyError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gapkit.survey.context import Context
    from gapkit.survey.grammar import QuestionTable
    from gapkit.survey.lines import Path
    from gapkit.survey.model import Side

MIN_ROLES = 2


class Sides(dict[str, "Side"]):
    """The sides of a survey by id, in order; a role is found by its id too, but is not listed.

    Parameters
    ----------
    sides : Mapping[str, Side]
        The sides.
    roles : Mapping[str, Side]
        The roles, each a copy of its side with the role's id and label.
    """

    def __init__(self, sides: Mapping[str, Side], roles: Mapping[str, Side] | None = None) -> None:
        super().__init__(sides)
        self.roles = dict(roles or {})

    def __missing__(self, role: str) -> Side:
        """Return the role of this id."""
        return self.roles[role]

    def __reduce__(self) -> tuple[type[Sides], tuple[dict[str, Side], dict[str, Side]]]:
        """Keep the roles in copies."""
        return Sides, (dict(self), self.roles)


def in_roles(context: Context, table: QuestionTable, at: Path) -> Context:
    """Return the context of one question: its roles in place of the sides, where it has any."""
    if table.roles is None:
        for key in ("reference", "chain"):
            if getattr(table, key):
                context.problems.add(RoleError.needs_roles(key), (*at, key))
        return context
    note_roles(context, table, at)
    homes = {role: each.side for role, each in table.roles.items()}
    return replace(
        context,
        sides=tuple(homes),
        with_data=tuple(role for role, side in homes.items() if side in context.with_data),
        reference=reference_of(table),
    )


def reference_of(table: QuestionTable) -> str:
    """Return the role that gaps are measured from: of a chain, the first."""
    if table.chain and table.roles:
        return next(iter(table.roles))
    return table.reference or ""


def note_roles(context: Context, table: QuestionTable, at: Path) -> None:
    """Note roles that stand for nobody, are called like something else, or have no reference."""
    roles = table.roles or {}
    if len(roles) < MIN_ROLES:
        context.problems.add(RoleError.too_few(), (*at, "roles"))
        return
    for role, each in roles.items():
        place = (*at, "roles", role)
        context.check_id("a role", role, place)
        if role in context.sides or role in context.reserved:
            context.problems.add(RoleError.reserved(role, side=role in context.sides), place)
        if each.side not in context.sides:
            context.problems.add(SurveyError.unknown_side(each.side, context.sides), (*place, "side"))
        known = context.roles.setdefault(role, (each.side, each.label))
        if known != (each.side, each.label):
            context.problems.add(RoleError.differs(role), place)
    if table.reference is None and not table.chain:
        context.problems.add(RoleError.no_reference(list(roles)), at)
    elif table.reference is not None and table.reference not in roles:
        context.problems.add(RoleError.unknown_reference(table.reference, list(roles)), (*at, "reference"))
    elif table.chain and table.reference not in (None, reference_of(table)):
        context.problems.add(RoleError.not_first(reference_of(table)), (*at, "reference"))


def sides_with_roles(context: Context, sides: Mapping[str, Side]) -> Sides:
    """Return the sides, and every role as a copy of its side."""
    roles = {
        role: replace(sides[side], id=role, label=label, role_of=side)
        for role, (side, label) in context.roles.items()
        if side in sides
    }
    return Sides(sides, roles)
