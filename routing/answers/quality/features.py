"""From a draft to the few numbers that the score is made of, each with the passages it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from . import phrases
from .deeds import Deeds, read_deeds
from .reading import Sentence, clean, fold, sentences
from .substance import substance
from .types import CaseFacts, Span

APPEAL = 6_000
"""So much of an appeal is compared."""

SIGNATURE = 8
"""A line of so many words with a telephone is a signature: «Ганеев И. Р., 46-02-15, пн–чт 9–16»."""

_SALUTES = ("уважаем", "здравствуй", "добрый ", "доброе ", "доброго ")


@dataclass(frozen=True)
class Reading:
    """A draft read once for all judges: its deeds, sentence by sentence, and the questions of the appeal."""

    text: str
    folded: str
    deeds: tuple[Deeds, ...]
    appeal: str
    asked: tuple[frozenset[str], ...]
    questions: tuple[str, ...]
    topic: frozenset[str]
    place: frozenset[str]
    case: CaseFacts

    @property
    def length(self) -> int:
        return max(1, sum(each.length for each in self.deeds))


@dataclass(frozen=True)
class Features:
    """Values by name, and where the faults stand."""

    values: dict[str, float]
    spans: dict[str, list[Span]] = field(default_factory=dict)
    unanswered: tuple[int, ...] = ()
    missed: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def read(draft: str, appeal: str, case: CaseFacts) -> Reading:
    """Read a draft beside its appeal, once for all who ask one after another. Never raises for any text."""
    text = clean(draft)
    place = _place_words(case.address)
    asked_of = clean(appeal)[:APPEAL]
    put = [(words, each.raw) for each in sentences(asked_of) if (words := _content(each) - place)]
    asked = tuple(words for words, _question in put)
    topic = frozenset().union(*asked) if asked else frozenset()
    deeds = tuple(read_deeds(each, case) for each in sentences(text))
    return Reading(text, fold(text), deeds, asked_of, asked, tuple(raw for _words, raw in put), topic, place, case)


def _content(sentence: Sentence) -> frozenset[str]:
    """Dictionary forms of the words that tell one question from another."""
    common = phrases.words("common_words")
    kinds = {"NOUN", "ADJF", "VERB", "INFN", "PRTS", "PRTF", "ADVB", "ADJS"}
    return frozenset(
        word.lemma
        for word in sentence.words
        if len(word.text) > 2 and word.lemma not in common and kinds & word.grammemes and "Name" not in word.grammemes
    )


def _place_words(address: str) -> frozenset[str]:
    return frozenset(
        word.lemma for each in sentences(clean(address)[:500]) for word in each.words if len(word.text) > 3
    )


def measure(reading: Reading) -> Features:
    """The features of a draft, each between 0 and about 3."""
    spans: dict[str, list[Span]] = {}
    effective = [each for each in reading.deeds if _effective(each)]
    values = _deed_values(reading, effective) | _share_values(reading, effective) | _fault_values(reading, spans)
    covered, unanswered = _coverage(reading, effective)
    values |= covered | _form_values(reading) | _outcome_values(reading)
    found, more, missed = substance(
        reading.deeds,
        fold(reading.appeal),
        reading.case,
        outcomes(reading),
        lambda each: touches(each.sentence, reading),
    )
    values |= found
    spans |= more
    return Features({name: round(value, 4) for name, value in values.items()}, spans, unanswered, missed)


def _effective(each: Deeds) -> bool:
    """Whether the sentence says something about this very problem that can be checked."""
    if each.retells and not each.own_day and not each.due_day:
        return False
    if each.done and each.anchored:
        return True
    if (each.promised or each.due_day) and each.due_day:
        return True
    return bool(each.done) and not each.norm and phrases.says("reason", each.sentence.folded)


def _deed_values(reading: Reading, effective: list[Deeds]) -> dict[str, float]:
    deeds = reading.deeds
    done_dated = sum(1 for each in deeds if each.done and each.own_day)
    on_topic = sum(1 for each in effective if each.sentence.lemmas & reading.topic)
    promised = sum(1 for each in deeds if each.due_day and (each.promised or each.done or each.ruled or each.hollow))
    return {
        "done_dated": min(3, done_dated),
        "done": min(4, sum(1 for each in deeds if each.done and not each.norm)),
        "effective_on_topic": min(3, on_topic),
        "promised": min(2, promised),
        "measures": min(4, sum(min(2, each.measures) for each in deeds if not each.norm and not _of_region(each))) / 2,
        "numbered": min(2, sum(1 for each in deeds if each.numbered and not each.norm and not each.retells)),
        "actor": min(2, sum(1 for each in deeds if each.person and (each.done or each.promised) and not each.retells)),
        "reason": min(2, sum(1 for each in deeds if _explains(each))),
        "alternative": min(
            2, sum(1 for each in deeds if each.anchored and phrases.says("alternative", each.sentence.folded))
        ),
        "invitation": min(2, sum(1 for each in deeds if _invites(each))),
    }


def outcomes(reading: Reading) -> list[Deeds]:
    """Sentences that tell what came, or will come on a day, of the appeal: a result, a dated promise, a plain no."""
    return [each for each in reading.deeds if _is_outcome(each)]


def _is_outcome(each: Deeds) -> bool:
    if each.phone and not (each.done or each.due_day):
        return False
    if (each.retells and not each.own_day and not each.due_day) or _of_region(each):
        return False
    folded = each.sentence.folded
    if each.due_day:
        return not phrases.says("put_off", folded)
    if phrases.says("clear_no", folded) and not each.norm:
        return True
    if phrases.says("to_citizen", folded) and not each.norm:
        return True
    return bool(each.outcome) and not (each.norm and not each.own_day)


def concepts(lemmas: frozenset[str]) -> frozenset[int]:
    table = phrases.things()
    return frozenset(number for each in lemmas for number in table.get(each, ()))


def _outcome_values(reading: Reading) -> dict[str, float]:
    found = outcomes(reading)
    about = [each for each in found if touches(each.sentence, reading)]
    topic = concepts(reading.topic)
    met = concepts(frozenset().union(*(each.sentence.lemmas for each in found))) & topic if found else frozenset()
    process = [each for each in reading.deeds if each.done and not each.outcome and not each.due_day]
    return {
        "outcome": min(4, len(found)) / 2,
        "outcome_on_topic": min(3, len(about)),
        "outcome_dated": min(3, sum(1 for each in found if each.own_day or each.due_day)),
        "concepts_met": len(met) / len(topic) if topic else 0.5,
        "clear_no": float(
            any(phrases.says("clear_no", each.sentence.folded) and not each.norm for each in reading.deeds)
        ),
        "to_citizen": min(2, sum(1 for each in found if phrases.says("to_citizen", each.sentence.folded))),
        "process_only": min(3, len(process)) if not about else 0.0,
        "off_topic": float(bool(found) and not about),
    }


def speaks_of(asked: frozenset[str], said: set[str]) -> bool:
    """Whether any word asked about, or another word for the same thing, was said."""
    return bool(asked & said or concepts(asked) & concepts(frozenset(said)))


def touches(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence speaks of what the appeal is about: its words, or words for the same thing."""
    return bool(sentence.lemmas & reading.topic or concepts(sentence.lemmas) & concepts(reading.topic))


def _explains(each: Deeds) -> bool:
    """A reason for what happened here, not for what rules say."""
    if each.norm or not phrases.says("reason", each.sentence.folded):
        return False
    return bool(each.done or each.due_day or each.measures) or phrases.says("clear_no", each.sentence.folded)


def _invites(each: Deeds) -> bool:
    """«Звоните мастеру … 44-10-12», «принесите справку в окно 5»: the next step, with what is needed for it."""
    asks = any({"impr", "plur"} <= word.grammemes for word in each.sentence.words)
    return asks and (each.phone or each.anchored)


def _says_whom_to_ask(each: Deeds) -> bool:
    """A telephone with a name, with words like «справки», after «звоните», or a line of its own below the letter."""
    if not each.phone:
        return False
    asked = each.person or phrases.says("contact", each.sentence.folded)
    return bool(asked) or each.length <= SIGNATURE or _invites(each)


def _of_region(each: Deeds) -> bool:
    return phrases.says("whole_region", each.sentence.folded)


def _share_values(reading: Reading, effective: list[Deeds]) -> dict[str, float]:
    total = reading.length
    own = {id(each) for each in effective}
    rest = [each for each in reading.deeds if id(each) not in own]

    def share(chosen: list[Deeds]) -> float:
        return sum(each.length for each in chosen) / total

    words = [word for each in reading.deeds for word in each.sentence.words]
    nominal = sum(
        1
        for w in words
        if w.text.endswith(("ние", "ния", "нию", "нием", "нии", "ний", "ция", "ции", "цию", "ций", "ость", "ости"))
    )
    plain = sum(1 for each in reading.deeds for word in each.done if {"VERB", "plur"} <= word.grammemes)
    polite = phrases.words("empty_verbs") | phrases.words("polite_verbs")
    first = sum(1 for word in words if {"1per", "VERB"} <= word.grammemes and word.lemma not in polite)
    return {
        "effective_share": share(effective),
        "norm_share": share([each for each in rest if each.norm]),
        "rule_share": share([each for each in rest if each.ruled and not each.done and not each.promised]),
        "region_share": share([each for each in rest if _of_region(each)]),
        "retell_share": share([each for each in rest if each.retells]),
        "nominal": min(0.3, nominal / max(1, len(words))) * 5,
        "plain_verbs": min(3, (plain + first) * 60 / max(20, len(words))),
    }


def _fault_values(reading: Reading, spans: dict[str, list[Span]]) -> dict[str, float]:
    limits = {"evasive": 4, "soothing": 3, "put_off": 3, "shift": 3, "general_rule": 6}
    values: dict[str, float] = {}
    for name, limit in limits.items():
        spots: list[Span] = []
        for each in reading.deeds:
            if name in ("put_off", "general_rule") and (each.own_day or each.due_day):
                continue
            start = each.sentence.span[0]
            spots += [(start + m.start(), start + m.end()) for m in phrases.found(name, each.sentence.folded)]
        spans[name] = spots
        values[name] = min(limit, len(spots)) / (2 if name == "general_rule" else 1)
    undated = [each for each in reading.deeds if _vague(each)]
    spans["promise_undated"] = [each.sentence.span for each in undated]
    values["promise_undated"] = min(3, len(undated))
    values["hollow"] = min(4, sum(len(each.hollow) for each in reading.deeds)) / 2
    return values


def _vague(each: Deeds) -> bool:
    """A promise without a day: «отремонтируем», «будет рассмотрен»."""
    return bool(each.promised) and not each.days and not each.conditional and not each.phone and not each.measures


def _coverage(reading: Reading, effective: list[Deeds]) -> tuple[dict[str, float], tuple[int, ...]]:
    """How much of what was asked the effective sentences (and their neighbours) speak of."""
    said: set[str] = set()
    anywhere: set[str] = set()
    own = {id(each) for each in effective}
    for at, each in enumerate(reading.deeds):
        if each.retells and id(each) not in own:
            continue
        anywhere |= each.sentence.lemmas
        near = reading.deeds[max(0, at - 1) : at + 2]
        if id(each) in own or any(id(one) in own for one in near):
            said |= each.sentence.lemmas
    topic = reading.topic
    share = len(said & topic) / max(3, len(topic)) if topic else 0.5
    unanswered = tuple(
        number for number, words in enumerate(reading.asked) if len(words) >= 2 and not speaks_of(words, anywhere)
    )
    place = any(each.sentence.lemmas & reading.place for each in effective)
    values = {
        "coverage": min(1.0, 2 * share),
        "own_place": float(place),
        "unanswered": len(unanswered) / max(1, len(reading.asked)),
    }
    return values, unanswered


def _form_values(reading: Reading) -> dict[str, float]:
    deeds = reading.deeds
    lengths = [each.length for each in deeds if each.length > 2] or [1]
    head = reading.folded[:120].lstrip()
    name = fold(reading.case.citizen_name).split()
    greeted = head.startswith(_SALUTES) or any(head.startswith(part) for part in name)
    return {
        "salutation": float(greeted and (not name or any(part[:3] in head for part in name))),
        "contact": min(2, sum(1 for each in deeds if _says_whom_to_ask(each))) / 2,
        "right": float(phrases.says("right_to_object", reading.folded[:20_000])),
        "long_sentences": min(2.0, max(0.0, sum(lengths) / len(lengths) - 14) / 8),
    }
