"""Why it goes there, in words a citizen understands and in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from routing.dispatch.types import Reason

SHOWN_WORDS = 3
"""How many words that spoke for a topic are quoted."""


def sentences(reasons: Iterable[Reason], text: str = "") -> list[str]:
    """One sentence for each reason; ``text`` is the appeal as received, from which the telling words are quoted."""
    return [sentence(reason, text) for reason in reasons]


def sentence(reason: Reason, text: str = "") -> str:
    """The sentence for one reason. An unknown code (written by a later version) gives an empty line."""
    if reason.code == "topic":
        return _topic(reason.params, text)
    compose = _COMPOSERS.get(reason.code)
    return compose(reason.params) if compose else ""


def _topic(params: dict[str, Any], text: str) -> str:
    words = _quoted(params.get("words") or (), text)
    if words:
        return _("Topic: “%(title)s”, because of the words %(words)s.") % {"title": params["title"], "words": words}
    return _("Topic: “%(title)s”.") % {"title": params["title"]}


def _quoted(spans: Iterable[tuple[int, int]], text: str) -> str:
    words: list[str] = []
    for start, end in spans:
        word = text[start:end].strip()
        if word and word.lower() not in (known.lower() for known in words):
            words.append(word)
    return ", ".join(_("“%(word)s”") % {"word": word} for word in words[:SHOWN_WORDS])


def _place(params: dict[str, Any]) -> str:
    parts = [params.get("address") or ""]
    if params.get("district"):
        parts.append(_("%(name)s district") % {"name": params["district"]})
    if params.get("municipality"):
        parts.append(params["municipality"])
    place = ", ".join(part for part in parts if part)
    how = {
        "point": _("Place: %(place)s (the point on the map)."),
        "building": _("Place: %(place)s (the house you chose)."),
        "typed": _("Place: %(place)s (the address you typed)."),
        "chosen": _("Place: %(place)s (chosen from the list)."),
    }
    return how.get(params.get("source", ""), _("Place: %(place)s (read from the text).")) % {"place": place}


def _rule_learned(params: dict[str, Any]) -> str:
    facts = {**params, "where": _where(params)}
    if params["cases"] < 2:
        return _("Such an appeal %(where)s was answered by: %(agency)s.") % facts
    return (
        ngettext(
            "Such appeals %(where)s are answered by: %(agency)s (%(agreed)d of %(cases)d appeal).",
            "Such appeals %(where)s are answered by: %(agency)s (%(agreed)d of %(cases)d appeals).",
            params["cases"],
        )
        % facts
    )


def _rule_everywhere(params: dict[str, Any]) -> str:
    return (
        ngettext(
            "Such appeals are rare here; in the region they go to this body of the district: %(agency)s"
            " (%(agreed)d of %(cases)d appeal).",
            "Such appeals are rare here; in the region they go to this body of the district: %(agency)s"
            " (%(agreed)d of %(cases)d appeals).",
            params["cases"],
        )
        % params
    )


def _rule_written(params: dict[str, Any]) -> str:
    if params.get("basis"):
        return _("Competent: %(agency)s. Basis: %(basis)s.") % params
    return _("Competent: %(agency)s.") % params


def _where(params: dict[str, Any]) -> str:
    if params["level"] == "region":
        return _("in the region")
    if params["level"] == "federation":
        return _("in the country")
    if params["level"] == "district":
        return _("in %(name)s district") % {"name": params["territory"]}
    return _("in %(name)s") % {"name": params["territory"]}


def _superior(params: dict[str, Any]) -> str:
    facts = {"agency": params["agency"], "instead_of": ", ".join(params["instead_of"])}
    return (
        _(
            "A complaint is not sent to those complained of (%(instead_of)s), article 8 part 6 of the law 59-FZ;"
            " it goes to the body above them: %(agency)s."
        )
        % facts
    )


def _rule_of_object(params: dict[str, Any]) -> str:
    said = {
        "owner": _("%(object)s: the owner is %(agency)s (%(basis)s)."),
        "manager": _("%(object)s is kept by %(agency)s (%(basis)s)."),
    }
    facts = {**params, "basis": params["basis"] or _("the register of objects")}
    return said.get(params["executor"], _("For this object (%(object)s) answers: %(agency)s (%(basis)s).")) % facts


def _owner_unknown(params: dict[str, Any]) -> str:
    if params["object"]:
        return _("%(object)s: the register does not say whose it is. %(agency)s finds that out first.") % params
    return _("The register does not say whose the object is. %(agency)s finds that out first.") % params


def _plain(message: Callable[[], str]) -> Callable[[dict[str, Any]], str]:
    """A sentence that only fills in its parameters; the message is asked for late, in the reader's language."""
    return lambda params: message() % params


_COMPOSERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "place": _place,
    "no_place": _plain(lambda: _("The place is not known: the body was chosen by the topic alone.")),
    "rule_learned": _rule_learned,
    "rule_everywhere": _rule_everywhere,
    "alike": _plain(lambda: _("By its words and its place the appeal is most like those answered by: %(agency)s.")),
    "rule_written": _rule_written,
    "rule_of_object": _rule_of_object,
    "owner_unknown": _owner_unknown,
    "superior": _superior,
    "no_rule": _plain(lambda: _("No rule names a body for this: a coordinator will choose.")),
    "all_complained_of": _plain(
        lambda: _(
            "All whom the rules name are those complained of or stand under them. A coordinator finds another body, or"
            " the complaint is returned and the right to go to court explained (article 8 parts 6 and 7 of the law"
            " 59-FZ)."
        )
    ),
    "not_sure": _plain(lambda: _("The body is not certain enough (%(percent)d%%): a coordinator will check.")),
    "danger_first": _plain(lambda: _("There may be danger to life or health: a person looks at once.")),
    "complaint_first": _plain(lambda: _("A complaint about a body is checked by a coordinator.")),
    "chosen_by_person": _plain(lambda: _("A coordinator read the appeal and chose who answers.")),
    "returned_by_body": _plain(
        lambda: _("The body that got the appeal says it is another's matter: a coordinator chooses again.")
    ),
    "unclear": _plain(lambda: _("Not everything is clear from the text: a coordinator will check.")),
}
