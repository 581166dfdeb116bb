"""The workflow as a page of documentation, made of the code itself (``manage.py describe_workflow``)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import override

from .guards import GUARDS
from .states import Action, State
from .workflow import Workflow, actions

HEAD = """# The workflow of a case

Made by `manage.py describe_workflow` from `routing/cases/workflow.py`; a test holds it current. Three axes stand apart:
the case (below), the delivery of letters (`Letter`) and the dialogue with the citizen (questions, marks, returns).
"""


def page() -> str:
    """The whole page in Markdown: the diagram, the actions, the guards. In English, as the documentation is."""
    with override("en"):
        return "\n".join([HEAD, *_diagram(), "", *_table(), "", *_guards(), "", *_matrix(), ""])


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    [*] --> received"
    for name, (sources, target, _meaning) in actions().items():
        if len(sources) > 4 or target is None:
            continue
        for source in sources:
            yield f"    {source.value} --> {target.value}: {name}"
    yield "    closed --> [*]"
    yield "    withdrawn --> [*]"
    yield "    redirected --> [*]"
    yield "```"


def _table() -> Iterator[str]:
    yield "| action | from → to | who | besides | clocks | letter |"
    yield "|---|---|---|---|---|---|"
    for name, (sources, target, meaning) in actions().items():
        came = ", ".join(source.value for source in sources)
        told = (getattr(Workflow, name).__doc__ or "").strip().rstrip(".")
        besides = ", ".join([*(f"needs {detail}" for detail in meaning.needs), *meaning.guards]) or "—"
        who = ", ".join(meaning.who) + (" of the body asked" if meaning.asked else "")
        letter = meaning.notice or "—"
        to = target.value if target else "as it was"
        yield f"| `{name}`: {told} | {came} → {to} | {who} | {besides} | {_clocks(meaning)} | {letter} |"


def _clocks(meaning: Action) -> str:
    verbs = ("starts", "meets", "cancels", "pauses", "resumes", "extends", "may_start", "restores")
    parts = [
        f"{verb.replace('_', ' ')} {', '.join(getattr(meaning, verb))}" for verb in verbs if getattr(meaning, verb)
    ]
    return "; ".join([*parts, *([str(meaning.effect)] if meaning.effect else [])]) or "—"


def _guards() -> Iterator[str]:
    yield "| guard | what it holds |"
    yield "|---|---|"
    for name, guard in GUARDS.items():
        yield f"| `{name}` | {(guard.__doc__ or '').strip()} |"


def _matrix() -> Iterator[str]:
    """State × action: who may, empty where nobody."""
    known = actions()
    yield "| state | what may be done, and by whom |"
    yield "|---|---|"
    for state in State:
        here = [f"`{name}` ({', '.join(m.who)})" for name, (sources, _t, m) in known.items() if state in sources]
        yield f"| {state.value}: {state.label} | {', '.join(here) or '—'} |"
