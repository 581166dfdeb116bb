import pytest

from routing.dispatch.files import RegionFileError, read_policy, read_rules

HEADING = "topic,group,territory,object_kind,agency,post,cases,agreed,basis,valid_from,valid_to\n"


def test_a_bad_line_is_named(tmp_path):
    path = tmp_path / "competence.csv"
    path.write_text(HEADING + "DOR-01,,planet:Марс,,roads,,1,1,,,\n", encoding="utf-8")
    with pytest.raises(RegionFileError, match="line 2"):
        list(read_rules(path))


def test_an_open_date_is_no_date(tmp_path):
    path = tmp_path / "competence.csv"
    path.write_text(HEADING + "DOR-01,,region:Область,,roads,,1,1,,2026-01-01,\n", encoding="utf-8")
    [rule] = read_rules(path)
    assert (str(rule.valid_from), rule.valid_to) == ("2026-01-01", None)


def test_without_a_policy_nothing_goes_without_a_look(tmp_path):
    assert read_policy(tmp_path).threshold > 1
