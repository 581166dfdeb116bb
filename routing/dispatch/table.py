"""The rules of a region, ready to be asked: who answers for this topic in this place, and how sure is that.

A narrower rule is preferred to a wider one, but not blindly: its few cases are weighed against the wider rule
(empirical Bayes back-off: Gelman, Hill, "Data Analysis Using Regression and Multilevel/Hierarchical Models", ch. 12).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from routing.dispatch.things import Register
from routing.dispatch.types import Body, Level, Policy, Rule, Thing
from routing.understanding.types import Place

_CACHE_LIMIT = 20_000
_WHOLE = ("federation", "region")


@dataclass(frozen=True, slots=True)
class Where:
    """The territory of a case; empty names where it is not known. ``areas``: drawn by hand, the widest first;
    ``things``: objects of the register there, the narrowest first."""

    district: str = ""
    municipality: str = ""
    areas: tuple[str, ...] = ()
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """The probability of one body, with the narrowest rule that names it.

    ``pooled`` holds (agreed, cases) over all districts when the rule comes from the same work in the other districts.
    ``thing`` is the object that the rule asked about; ``finds_out``: the body has to find its owner or manager.
    """

    p: float
    rule: Rule
    post: str
    pooled: tuple[int, int] | None = None
    thing: Thing | None = None
    finds_out: bool = False


Shares = dict[str, Share]


class CompetenceTable:
    """Rules, bodies and policy of one region. Does not change after it is built, so threads may share it."""

    def __init__(
        self,
        region: str,
        rules: Iterable[Rule],
        bodies: Iterable[Body],
        policy: Policy | None = None,
        version: str = "",
        register: Register | None = None,
    ) -> None:
        self.region = region
        self.register = register or Register()
        self.version = version
        self.policy = policy or Policy()
        self.bodies = {body.code: body for body in bodies}
        self._members = {(body.family, body.district): body.code for body in self.bodies.values() if body.family}
        self._index: dict[tuple[str, str, str, str], list[Rule]] = defaultdict(list)
        self._by_what: dict[str, list[Rule]] = defaultdict(list)
        self._written: dict[str, list[Rule]] = defaultdict(list)
        self.rules = tuple(rules)
        for rule in self.rules:
            name = "" if rule.level in _WHOLE else rule.territory
            self._index[rule.what, rule.level, name, rule.object_kind].append(rule)
            if rule.written:
                self._written[rule.what].append(rule)
            if rule.level == "district" and not rule.object_kind and not rule.written:
                self._by_what[rule.what].append(rule)
        self._usual_post = _usual_posts(self.rules)
        self._answers: dict[tuple[str, str | None, Where, str, date, str], Shares] = {}
        self._pools: dict[tuple[str, date], dict[str, tuple[int, Rule]]] = {}

    @classmethod
    def from_csv(cls, folder: Path, competence: Path | None = None) -> CompetenceTable:
        """Read a region's folder (``agencies.csv``, ``competence*.csv``, ``dispatch.json``); ``competence`` replaces
        the learned rules by those of another file. Raises ``FileNotFoundError`` and ``RegionFileError``."""
        from routing.dispatch.files import read_table  # noqa: PLC0415 - the reader of files imports the table

        return read_table(folder, competence)

    def where(self, place: Place, day: date) -> Where:
        """The territory of a place with the areas and the objects of the register that are there."""
        areas, things = self.register.areas_at(place), self.register.at(place, day)
        return Where(place.district, place.municipality, areas, things)

    def who(
        self,
        code: str,
        external_id: str | None,
        where: Where,
        day: date,
        object_kind: str = "",
        appeal_kind: str = "",
    ) -> Shares:
        """Bodies for one topic at one place on one day, with probabilities (their sum is at most 1)."""
        key = (code, external_id, where, object_kind, day, appeal_kind)
        shares = self._answers.get(key)
        if shares is None:
            shares = self._shares(code, external_id, where, day, object_kind, appeal_kind)
            if len(self._answers) >= _CACHE_LIMIT:
                self._answers.clear()
            self._answers[key] = shares
        return shares

    def written_for(self, code: str, external_id: str | None) -> list[Rule]:
        """The rules people wrote that speak of a topic, the widest first."""
        return [rule for what in self._whats(code, external_id) for rule in self._written.get(what, ())]

    def with_rules(self, rules: Iterable[Rule], more: Iterable[Body] = ()) -> CompetenceTable:
        """The same region with other rules; ``more`` bodies beside its own."""
        bodies = (*self.bodies.values(), *more)
        return CompetenceTable(self.region, rules, bodies, self.policy, self.version, self.register)

    def subordinate_to(self, code: str, heads: frozenset[str]) -> bool:
        """True when the body is one of ``heads`` or stands under one of them."""
        seen: set[str] = set()
        while code and code not in seen:
            if code in heads:
                return True
            seen.add(code)
            code = self.bodies[code].superior if code in self.bodies else ""
        return False

    def usual_post(self, code: str) -> str:
        """The post that most often answers for the body; empty when no rule names one."""
        return self._usual_post.get(code, "")

    def sort_of(self, code: str) -> str:
        """The family of a body, its own code where it is the only one of its sort."""
        body = self.bodies.get(code)
        return (body.family if body else "") or code

    def elsewhere(self, code: str, external_id: str | None, agency: str, day: date) -> float:
        """The share of such appeals that bodies of this sort answer in all districts together; 0 when none is known."""
        body = self.bodies.get(agency)
        for what in (f"{self.region}:{external_id}" if external_id else code, code, code.partition("-")[0]):
            counts = self._pooled_counts(what, day)
            total = sum(agreed for agreed, _ in counts.values())
            if total:
                return counts.get((body.family if body else "") or agency, (0,))[0] / total
        return 0.0

    def _shares(
        self, code: str, external_id: str | None, where: Where, day: date, object_kind: str, appeal_kind: str
    ) -> Shares:
        shares: Shares = {}
        by_object = False
        for what in self._whats(code, external_id):
            settled = by_object
            for level, name, kind in _steps(where, object_kind):
                for rules in self._layers((what, level, name, kind), where, day, appeal_kind):
                    written = [rule for rule in rules if rule.written]
                    if written:
                        shares, settled = self._as_written(written, where), True
                        by_object = by_object or written[0].of_object
                    elif not settled:
                        shares = self._narrow(shares, rules)
                if level == "region" and not kind and what and not settled:
                    shares = self._pool(shares, what, where, day)
        return shares

    def _layers(
        self, key: tuple[str, str, str, str], where: Where, day: date, appeal_kind: str
    ) -> Iterator[list[Rule]]:
        """Rules of one topic and territory that apply, those with fewer conditions first."""
        layers: dict[tuple[int, int], list[Rule]] = defaultdict(list)
        for rule in self._index.get(key, ()):
            if rule.holds_on(day) and rule.fits(where.things, appeal_kind):
                layers[rule.narrowness].append(rule)
        for narrowness in sorted(layers):
            yield layers[narrowness]

    def _whats(self, code: str, external_id: str | None) -> Iterator[str]:
        yield ""
        if code:
            yield code.partition("-")[0]
            yield code
        if external_id:
            yield f"{self.region}:{external_id}"

    def _as_written(self, rules: list[Rule], where: Where) -> Shares:
        """What people wrote for this topic stands against what was learned of it, however narrow that is.

        Where the rule asks the register whose the object is, it stands against learned rules for narrower topics too:
        they know nothing of the object.
        """
        named: Shares = {}
        for rule in rules:
            agency, thing, finds_out = self._named(rule, where)
            post = rule.post if agency == rule.agency else ""
            named[agency] = Share(0.0, rule, post or self._usual_post.get(agency, ""), None, thing, finds_out)
        p = self.policy.written_trust / len(named)
        return {agency: replace(share, p=p) for agency, share in named.items()}

    def _named(self, rule: Rule, where: Where) -> tuple[str, Thing | None, bool]:
        """The body a written rule names here, the object it asked about, and whether the body has to find out whose
        the object is."""
        thing = rule.object_among(where.things) if rule.of_object else None
        if not rule.executor:
            return rule.agency, thing, False
        known = (thing.owner if rule.executor == "owner" else thing.manager) if thing else ""
        if known in self.bodies:
            return known, thing, False
        body = self.bodies.get(rule.agency)
        here = self._members.get((body.family, where.district), "") if body and body.family else ""
        return here or rule.agency, thing, True

    def _narrow(self, wider: Shares, rules: list[Rule]) -> Shares:
        cases = max(rule.cases for rule in rules)
        return self._blend(wider, {rule.agency: (rule.agreed, rule) for rule in rules}, cases, pooled=False)

    def _pool(self, wider: Shares, what: str, where: Where, day: date) -> Shares:
        """The same topic in all districts together, each district's own body standing for its family."""
        counts = self._pooled_counts(what, day)
        cases = sum(agreed for agreed, _ in counts.values())
        here = {self._local(key, where.district): count for key, count in counts.items()}
        here.pop("", None)
        return self._blend(wider, here, cases, pooled=True) if here else wider

    def _blend(self, wider: Shares, counts: dict[str, tuple[int, Rule]], cases: int, pooled: bool) -> Shares:
        weight = self.policy.shrinkage
        rest = weight / (cases + weight)
        shares = {agency: replace(share, p=share.p * rest) for agency, share in wider.items()}
        for agency, (agreed, rule) in counts.items():
            before = shares[agency].p if agency in shares else 0.0
            post = rule.post if agency == rule.agency else ""
            shares[agency] = Share(
                before + agreed / (cases + weight),
                rule,
                post or self._usual_post.get(agency, ""),
                (agreed, cases) if pooled else None,
            )
        return shares

    def _local(self, key: str, district: str) -> str:
        """The body that does a family's work in this district; a body without a family only in its own territory."""
        body = self.bodies.get(key)
        if body is None:
            return self._members.get((key, district), "")
        return key if body.district in ("", district) else ""

    def _pooled_counts(self, what: str, day: date) -> dict[str, tuple[int, Rule]]:
        known = self._pools.get((what, day))
        if known is not None:
            return known
        counts: dict[str, tuple[int, Rule]] = {}
        for rule in self._by_what.get(what, ()):
            if rule.holds_on(day):
                body = self.bodies.get(rule.agency)
                key = (body.family if body else "") or rule.agency
                agreed, shown = counts.get(key, (0, rule))
                counts[key] = (agreed + rule.agreed, rule if rule.agreed > shown.agreed else shown)
        if len(self._pools) >= _CACHE_LIMIT:
            self._pools.clear()
        self._pools[what, day] = counts
        return counts


def _usual_posts(rules: Iterable[Rule]) -> dict[str, str]:
    """The post that most often answers for each body."""
    weights: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for rule in rules:
        if rule.post:
            weights[rule.agency][rule.post] += rule.agreed + 1
    return {agency: max(posts, key=lambda post: posts[post]) for agency, posts in weights.items()}


def _steps(where: Where, object_kind: str) -> Iterator[tuple[Level, str, str]]:
    """From the widest territory to the narrowest; with the kind of object after without it."""
    places: list[tuple[Level, str]] = [("federation", ""), ("region", "")]
    if where.district:
        places.append(("district", where.district))
    if where.municipality:
        places.append(("municipality", where.municipality))
    places += [("area", name) for name in where.areas]
    for level, name in places:
        yield level, name, ""
        if object_kind:
            yield level, name, object_kind
