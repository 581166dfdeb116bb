import json

import pytest
from django.core.management import CommandError, call_command

LINE = {
    "id": 7,
    "appeal": "Во дворе дома 5 на Лесной улице яма",
    "answer": "Уважаемая Анна! Яму у дома 5 засыпали 12 марта, фото приложено. Мастер Зуев П. К., 44-10-12.",
    "case": {
        "citizen_name": "Анна",
        "citizen_gender": "f",
        "address": "Лесная улица, дом 5",
        "registered": "2026-03-02",
        "evidence": ["photo_after"],
        "channel": "portal",
        "answer_date": "2026-03-20",
    },
}


def run(tmp_path, lines: list[str], **options):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    call_command("check_answers", source, target, **options)
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_each_line_gets_a_score_and_its_findings(tmp_path) -> None:
    bad = LINE | {"id": "b", "answer": "Уважаемый [ФИО]! Меры приняты, вопрос взят на контроль."}
    good, empty = run(tmp_path, [json.dumps(LINE), json.dumps(bad)])
    assert (good["id"], good["blocked"], empty["id"], empty["blocked"]) == (7, False, "b", True)
    assert good["score"] > 60 > 30 > empty["score"]
    first = empty["findings"][0]
    assert set(first) == {"code", "span", "sentence"}
    assert bad["answer"][slice(*first["span"])] == "[ФИО]"


def test_a_text_repeated_in_the_file_is_a_template(tmp_path) -> None:
    answer = (
        LINE["answer"] + " Яма глубокая, машины объезжали её по газону, теперь проезд свободен, газон подсеем в мае."
    )
    for times, noticed in ((3, False), (4, True)):
        found = run(tmp_path, [json.dumps(LINE | {"id": n, "answer": answer}) for n in range(times)])
        assert all(("template" in {f["code"] for f in each["findings"]}) is noticed for each in found)


def test_missing_fields_are_unknown_facts(tmp_path) -> None:
    found = run(tmp_path, ['{"id": 1}', '{"id": 2, "answer": "Яму засыпали.", "case": {"evidence": null}}'])
    assert [each["id"] for each in found] == [1, 2]
    assert not any("error" in each for each in found)
    assert found[0]["score"] == 0


def test_a_broken_line_is_named_and_the_others_are_scored(tmp_path) -> None:
    found = run(tmp_path, ["broken", '{"id": 3, "answer": 5}', json.dumps(LINE)])
    assert [("error" in each, each["id"]) for each in found] == [(True, None), (True, 3), (False, 7)]
    with pytest.raises(CommandError, match="1"):
        run(tmp_path, ["broken"], strict=True)


def test_a_missing_file_says_so(tmp_path) -> None:
    with pytest.raises(CommandError, match="no"):
        call_command("check_answers", tmp_path / "no.jsonl", tmp_path / "out.jsonl")
