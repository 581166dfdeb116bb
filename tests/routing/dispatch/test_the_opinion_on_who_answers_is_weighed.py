from routing.dispatch import assign
from routing.dispatch.sentences import sentences
from tests.routing.dispatch.rules import DAY, learned, read, table, written

HALVES = (
    learned("MKD-02", "Северный", "north-house", 6, 11),
    learned("MKD-02", "Северный", "north-adm", 5, 11),
)
FOR_ADM = (("adm", 0.9), ("house", 0.1))


def choice(*rules, sorts=FOR_ADM, **policy):
    return assign(read(("MKD-02", None, 0.9), sorts=sorts), table(*rules, **policy), DAY)


def codes(assignment):
    return [reason.code for reason in assignment.because]


def test_between_bodies_that_answer_as_often_the_opinion_decides_and_says_so():
    assert choice(*HALVES).agency_code == "north-house"
    weighed = choice(*HALVES, opinion=(0.5, 0.5))
    assert weighed.agency_code == "north-adm"
    assert "alike" in codes(weighed)
    said = sentences(weighed.because)
    assert sum("Управа Северного района" in line for line in said) == 2
    assert any("5" in line and "11" in line for line in said)


def test_an_opinion_that_changes_nothing_is_not_told():
    same = choice(*HALVES, sorts=(("house", 0.9), ("adm", 0.1)), opinion=(0.5, 0.5))
    assert same.agency_code == "north-house"
    assert "alike" not in codes(same)


def test_no_body_comes_in_that_no_rule_names():
    named = {one.agency_code for one in choice(*HALVES, sorts=(("roads", 1.0),), opinion=(0.5, 0.5)).candidates}
    assert named == {"north-house", "north-adm"}


def test_what_a_person_wrote_stands_against_the_opinion():
    rules = (*HALVES, written("MKD-02", "north-house", "district", "Северный"))
    assert choice(*rules, opinion=(0.1, 0.9)).agency_code == "north-house"


def test_the_opinion_of_a_sort_is_of_the_districts_own_body():
    there = learned("MKD-02", "Южный", "south-house", 6, 11), learned("MKD-02", "Южный", "south-adm", 5, 11)
    reading = read(("MKD-02", None, 0.9), district="Южный", sorts=FOR_ADM)
    assert assign(reading, table(*HALVES, *there, opinion=(0.5, 0.5)), DAY).agency_code == "south-adm"


def test_the_sum_of_the_votes_stays():
    def total(**policy):
        return sum(one.confidence for one in choice(*HALVES, **policy).candidates)

    assert abs(total() - total(opinion=(0.5, 0.5))) < 1e-9


def test_a_region_without_the_opinion_decides_by_the_votes():
    plain = choice(*HALVES, sorts=())
    assert choice(*HALVES, sorts=(), opinion=(0.5, 0.5)) == plain
