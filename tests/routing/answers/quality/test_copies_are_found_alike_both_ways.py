from hypothesis import given
from hypothesis import strategies as st

from routing.answers.quality.clones import Known, copies_among

SAID = ("яму", "засыпали", "завтра", "утром", "лампу", "заменили", "мастер", "бригада", "двор", "подъезд", "крышу")
WORDS = st.lists(st.sampled_from(SAID), max_size=60)


@given(text=WORDS, others=st.lists(WORDS, max_size=8), changed=st.integers(0, 59))
def test_a_few_answers_are_compared_as_a_whole_archive_is(
    text: list[str], others: list[list[str]], changed: int
) -> None:
    near = [word if at != changed else "иначе" for at, word in enumerate(text)]
    archive = [" ".join(each) for each in (*others, near, text)]
    known = Known()
    for each in archive:
        known.add(each)
    assert copies_among(" ".join(text), archive) == known.copies(" ".join(text))
