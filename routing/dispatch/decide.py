"""From what was read to the competent body: every reading of topic and place votes with its probability.

    P(body) = sum over topics t and places w of P(t) · P(w) · P(body | t, w)

The last factor is the table's. Where the region has learned an opinion on who answers (``opinion``), it is weighed into
the votes of learned rules. The sum is then calibrated on answered appeals of later months (Niculescu-Mizil,
Caruana, "Predicting Good Probabilities with Supervised Learning", 2005), so «0.95» means 95 of 100.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from routing.dispatch.opinion import weighed
from routing.dispatch.sureness import features, score
from routing.dispatch.table import CompetenceTable, Share, Where
from routing.dispatch.types import Assignment, Candidate, Reason
from routing.understanding.types import Place, TopicGuess, Understanding

CANDIDATES = 3
"""How many bodies a coordinator is shown."""

_SURE_PLACE = ("point", "building")
"""Places put by the citizen with a finger: the district is known whatever house is nearest."""


COMPLAINT = "жалоба"
_BY_HAND = frozenset({"withdrawal", "not_appeal", "thanks"})
"""Signs of what no executor works on: a person confirms them."""

_BLOCKING = frozenset({"not_understood", "outside_region"})
"""Notes of the reader with which nothing is sent on without a look."""


@dataclass(slots=True)
class Vote:
    """What speaks for one body: the sum of its shares and the strongest of them.

    ``learned``: the part of the sum that rests on rules learned from cases; ``alike``: the opinion on who answers made
    this body the first.
    """

    p: float = 0.0
    learned: float = 0.0
    alike: bool = False
    strongest: float = -1.0
    topic: TopicGuess | None = None
    share: Share | None = None
    instead_of: set[str] = field(default_factory=set)

    def add(self, weight: float, topic: TopicGuess, share: Share) -> None:
        self.p += weight * share.p
        if not share.rule.written:
            self.learned += weight * share.p
        if weight * share.p > self.strongest:
            self.strongest, self.topic, self.share = weight * share.p, topic, share


def assign(
    understanding: Understanding,
    table: CompetenceTable,
    day: date,
    excluded: frozenset[str] = frozenset(),
    object_kind: str = "",
) -> Assignment:
    """Choose the body and the post competent on ``day``, with reasons.

    ``excluded`` holds codes of bodies complained of: they and those under them are passed over, and what would be
    theirs goes to their superior (ст. 8 ч. 6 59-ФЗ). ``object_kind`` is the citizen's answer to «где это».
    Never raises: when nothing is known, the body is ``None`` and the case waits for a coordinator.
    """
    votes, ranked = rank(understanding, table, day, excluded, object_kind)
    worth = _worth(ranked, votes, understanding, table, day, bool(object_kind))
    candidates = tuple(
        _candidate(code, votes[code], understanding, table, confidence)
        for (_, code), confidence in zip(ranked[:CANDIDATES], worth, strict=False)
    )
    if not candidates:
        nobody = Reason(
            "all_complained_of" if excluded and _votes(understanding, table, day, object_kind) else "no_rule"
        )
        reasons = (*_facts(understanding, _best(understanding)), nobody)
        return Assignment(None, None, None, "", reasons, 0.0, auto=False)
    best = candidates[0]
    least = table.policy.threshold_for(understanding.group, day)
    obstacle = _obstacle(understanding, best, least, votes[best.agency_code].instead_of)
    because = (*best.because, obstacle) if obstacle else best.because
    return Assignment(
        best.agency_code,
        best.agency,
        best.position,
        best.rule,
        because,
        best.confidence,
        obstacle is None,
        candidates,
        best.finds_out,
    )


def rank(
    understanding: Understanding, table: CompetenceTable, day: date, excluded: frozenset[str], object_kind: str
) -> tuple[dict[str, Vote], list[tuple[float, str]]]:
    """What speaks for each body, and the bodies with their votes, the likeliest first."""
    votes = _votes(understanding, table, day, object_kind)
    if excluded:
        votes = _without(votes, table, excluded)
    return votes, sorted(((vote.p, code) for code, vote in votes.items() if code in table.bodies), reverse=True)


def _named(place: Place) -> Where:
    return Where(place.district, place.municipality)


def places(place: Place | None, look: Callable[[Place], Where] = _named) -> list[tuple[float, Where]]:
    """Where the case may be, with probabilities that sum to at most 1; one unknown place when nothing was read.

    ``look`` tells what is at a place: its territory, the areas and the objects of the register.
    """
    if place is None:
        return [(1.0, Where())]
    here = look(place)
    others = [other for other in place.alternatives if other.district and other.district != place.district]
    if place.source in _SURE_PLACE or not others:
        return [(1.0, here)]
    total = place.confidence + sum(other.confidence for other in others)
    if total <= 0:
        return [(1.0, here)]
    weighed = [(place.confidence / total, here)]
    weighed += [(other.confidence / total, look(other)) for other in others]
    return weighed


def _votes(understanding: Understanding, table: CompetenceTable, day: date, object_kind: str) -> dict[str, Vote]:
    votes: dict[str, Vote] = defaultdict(Vote)
    for place_p, where in places(understanding.place, lambda place: table.where(place, day)):
        for topic in understanding.topics:
            shares = table.who(topic.code, topic.external_id, where, day, object_kind, understanding.kind)
            for agency, share in shares.items():
                votes[agency].add(place_p * topic.p, topic, share)
    powers = table.policy.opinion_told if object_kind else table.policy.opinion
    if understanding.sorts and powers:
        _weigh(votes, dict(understanding.sorts), table, powers)
    return votes


def _weigh(
    votes: dict[str, Vote], opinion: dict[str, float], table: CompetenceTable, powers: tuple[float, float]
) -> None:
    """Put the opinion on who answers into the votes of learned rules."""
    learned = {code: vote.learned for code, vote in votes.items() if vote.learned > 0 and code in table.bodies}
    if not learned:
        return
    before = max(votes, key=lambda code: votes[code].p)
    shares = weighed(learned, {code: table.sort_of(code) for code in learned}, opinion, *powers)
    for code, p in shares.items():
        votes[code].p += p - votes[code].learned
        votes[code].learned = p
    first = max(votes, key=lambda code: votes[code].p)
    votes[first].alike = first != before


def _without(votes: dict[str, Vote], table: CompetenceTable, excluded: frozenset[str]) -> dict[str, Vote]:
    kept: dict[str, Vote] = defaultdict(Vote)
    for code, vote in votes.items():
        heir, passed = code, set()
        while heir and table.subordinate_to(heir, excluded):
            passed.add(heir)
            heir = table.bodies[heir].superior if heir in table.bodies else ""
        if not heir:
            continue
        kept[heir].p += vote.p
        kept[heir].alike |= vote.alike and not passed
        kept[heir].instead_of |= passed
        if vote.strongest > kept[heir].strongest:
            kept[heir].strongest, kept[heir].topic = vote.strongest, vote.topic
            kept[heir].share = vote.share
    return kept


def _worth(
    ranked: list[tuple[float, str]],
    votes: dict[str, Vote],
    understanding: Understanding,
    table: CompetenceTable,
    day: date,
    told: bool,
) -> list[float]:
    """Confidence of each body: the first by everything that speaks for it, what is left by the votes of the others."""
    policy = table.policy
    if not policy.sureness or not ranked:
        return [policy.worth(p) for p, _ in ranked]
    first = policy.worth(score(policy.sureness, what_speaks(ranked, votes, understanding, table, day, told)))
    rest = sum(p for p, _ in ranked[1:]) or 1.0
    return [first, *(min(first, (1 - first) * p / rest) for p, _ in ranked[1:])]


def what_speaks(
    ranked: list[tuple[float, str]],
    votes: dict[str, Vote],
    understanding: Understanding,
    table: CompetenceTable,
    day: date,
    told: bool,
) -> tuple[float, ...]:
    """The facts that the weights of ``Policy.sureness`` multiply, for the body with the most votes; ``told``: the kind
    of object was.

    A rule that a person wrote needs neither practice elsewhere nor an opinion to be trusted: the votes stand for them,
    as they do for an opinion that there is not.
    """
    p, code = ranked[0]
    best, share = _best(understanding), votes[code].share
    usual = opinion = p
    if share is None or not share.rule.written:
        opinion = dict(understanding.sorts).get(table.sort_of(code), 0.0) if understanding.sorts else p
        total = sum(topic.p for topic in understanding.topics) or 1.0
        usual = sum(t.p / total * table.elsewhere(t.code, t.external_id, code, day) for t in understanding.topics)
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return features(p, second, best.p if best else 0.0, usual, share.rule.cases if share else 0, opinion, told)


def _candidate(
    code: str, vote: Vote, understanding: Understanding, table: CompetenceTable, confidence: float
) -> Candidate:
    body, share = table.bodies[code], vote.share
    post = share.post if share and not vote.instead_of else table.usual_post(code)
    reasons = [*_facts(understanding, vote.topic)]
    if vote.instead_of:
        names = sorted(table.bodies[passed].name for passed in vote.instead_of)
        reasons.append(Reason("superior", {"agency": body.name, "instead_of": names}))
    elif share:
        reasons.append(_rule_reason(body.name, share))
        if vote.alike:
            reasons.append(Reason("alike", {"agency": body.name}))
    rule = share.rule.id if share else ""
    finds_out = bool(share and share.finds_out and not vote.instead_of)
    return Candidate(code, body.name, post, confidence, rule, tuple(reasons), finds_out)


def _facts(understanding: Understanding, topic: TopicGuess | None) -> Iterator[Reason]:
    if topic is not None:
        yield Reason("topic", {"title": topic.title, "code": topic.code, "words": [list(span) for span in topic.words]})
    place = understanding.place
    if place is None or not (place.district or place.municipality or place.address):
        yield Reason("no_place")
        return
    facts: dict[str, Any] = {"district": place.district, "municipality": place.municipality, "address": place.address}
    yield Reason("place", {**facts, "source": place.source})


def _rule_reason(agency: str, share: Share) -> Reason:
    rule = share.rule
    if share.pooled:
        agreed, cases = share.pooled
        return Reason("rule_everywhere", {"agency": agency, "agreed": agreed, "cases": cases})
    facts = {"agency": agency, "level": rule.level, "territory": rule.territory}
    if rule.of_object:
        return _object_reason(facts, share)
    if rule.written:
        return Reason("rule_written", {**facts, "basis": rule.basis})
    return Reason("rule_learned", {**facts, "agreed": rule.agreed, "cases": rule.cases})


def _object_reason(facts: dict[str, Any], share: Share) -> Reason:
    """The rule asked the register of objects: what it found there."""
    thing, rule = share.thing, share.rule
    facts |= {"object": thing.name if thing else "", "basis": rule.basis, "executor": rule.executor}
    if share.finds_out:
        return Reason("owner_unknown", facts)
    return Reason("rule_of_object", {**facts, "ownership": thing.ownership if thing else ""})


def _obstacle(understanding: Understanding, best: Candidate, least: float, instead_of: set[str]) -> Reason | None:
    """Why a person must look first; ``None`` when nobody needs to."""
    if understanding.danger:
        return Reason("danger_first")
    if instead_of or understanding.kind == COMPLAINT:
        return Reason("complaint_first")
    if not _BY_HAND.isdisjoint(sign.code for sign in understanding.signs):
        return Reason("unclear", {"notes": []})
    unclear = sorted(_BLOCKING.intersection(understanding.notes))
    if unclear:
        return Reason("unclear", {"notes": unclear})
    if best.confidence < least:
        return Reason("not_sure", {"percent": round(best.confidence * 100)})
    return None


def _best(understanding: Understanding) -> TopicGuess | None:
    return understanding.topics[0] if understanding.topics else None
