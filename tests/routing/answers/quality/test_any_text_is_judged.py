import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.answers.quality import CaseFacts, case_facts, check_answer

FACTS = st.dictionaries(
    st.sampled_from(
        ["citizen_name", "citizen_gender", "address", "registered", "evidence", "channel", "answer_date", "x"]
    ),
    st.none() | st.text(max_size=30) | st.integers() | st.lists(st.text(max_size=10) | st.none(), max_size=3),
)
RUSSIAN = st.text(
    alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВИМУ 0123456789.,!?()[]{}_№-–«»%@:;\n\t\x00\u200b\ud800İ", max_size=300
)


@settings(max_examples=150, deadline=None)
@given(draft=RUSSIAN | st.text(max_size=200), appeal=RUSSIAN, fields=FACTS | st.none() | st.text(max_size=5))
def test_no_text_and_no_facts_raise(draft: str, appeal: str, fields: object) -> None:
    verdict = check_answer(draft, appeal, case_facts(fields))
    assert 0 <= verdict.score <= 100
    for each in verdict.findings:
        assert each.sentence
        assert each.span is None or 0 <= each.span[0] <= each.span[1] <= len(draft)


def test_letters_that_no_dictionary_knows() -> None:
    name = "\U00017000 Анна \U00017000"
    assert check_answer(f"Уважаемая {name}! Яму заделали.", "\U00017000 яма", CaseFacts(citizen_name=name)).score >= 0


@pytest.mark.parametrize(
    "piece",
    [
        *"а_1({X\n",
        "Яму заделали 12 марта. ",
        "А. ",
        "12.",
        "[а",
        "меры ",
        "в ",
        "8 9",
        "сосед ",
        "Уважаемая Анна ",
        "ё-",
    ],
)
def test_a_hundred_thousand_letters_take_a_moment(piece: str) -> None:
    draft = piece * (100_000 // len(piece))
    check_answer("яма", "яма", CaseFacts())
    start = time.process_time()
    check_answer(draft, draft, CaseFacts(citizen_name="Анна", evidence=()))
    assert time.process_time() - start < 3
