"""A table that `extends` another: the other's rows, but for those that it states itself or cannot spell."""

from __future__ import annotations

from dataclasses import replace

from .table import Group, Row, Table


def inherit(child: Table, parent: Table) -> Table:
    """The child with what it takes over.

    A row of the parent is left out when the child states the same letters under the same conditions, or when its own
    alphabet has no such graph; a graph of the parent, when the child reads it under the same conditions itself.
    """
    spelled = set("".join(child.alphabet + child.other_letters)) | set(" ʼʻ")
    stated = {_place(group) + (row.letters,) for group in child.groups for row in group.rows}
    claimed = {_place(group) + (graph,) for group in child.groups for row in group.rows for graph in row.graphs} | {
        _place(group) + (graph,) for group in child.groups for graph in group.silent
    }
    groups = []
    for group in parent.groups:
        rows = []
        for row in group.rows:
            if _place(group) + (row.letters,) in stated:
                continue
            graphs = tuple(g for g in row.graphs if set(g) <= spelled and _place(group) + (g,) not in claimed)
            if graphs:
                rows.append(Row(row.letters, graphs, row.path, row.line))
        silent = tuple(g for g in group.silent if set(g) <= spelled and _place(group) + (g,) not in claimed)
        if rows or silent or group.prefix:
            groups.append(replace(group, rows=tuple(rows), silent=silent))
    own = {source.key for source in child.sources}
    classes = dict(parent.classes) | dict(child.classes)
    return replace(
        child,
        codes=child.codes,
        never=child.never or parent.never,
        sources=child.sources + tuple(s for s in parent.sources if s.key not in own),
        classes=tuple(classes.items()),
        groups=(*child.groups, *groups),
    )


def _place(group: Group) -> tuple[object, ...]:
    return (group.conditions, group.extended, group.fallback)
