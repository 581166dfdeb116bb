import json

import pytest

from routing.batch import BatchError, run, summary


def echo(request):
    return {"id": request.id, "text": request.text}


@pytest.fixture
def files(tmp_path):
    return tmp_path / "in.jsonl", tmp_path / "out.jsonl"


def answers(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_it_keeps_the_order_of_lines(files):
    source, target = files
    source.write_text("".join(json.dumps({"id": n, "text": "яма"}) + "\n" for n in (3, 1, 2)), encoding="utf-8")
    run(source, target, echo)
    assert [each["id"] for each in answers(target)] == [3, 1, 2]


def test_a_broken_line_does_not_stop_the_run(files):
    source, target = files
    source.write_bytes(
        b'{"id": 1, "text": "a"}\nbroken\n\xff\xfe\n[1]\n\n{"id": 2, "text": 5}\n{"id": 3, "text": "b"}\n'
    )
    report = run(source, target, echo)
    assert (report.lines, report.broken) == (6, (2, 3, 4, 6))
    assert [each["id"] for each in answers(target)] == [1, None, None, None, 2, 3]
    assert all(each["error"] for each in answers(target)[1:5])
    assert "4" in summary(report)


def test_strict_writes_nothing_when_a_line_is_broken(files):
    source, target = files
    source.write_text('{"id": 1, "text": "a"}\nbroken\n', encoding="utf-8")
    with pytest.raises(BatchError, match="2"):
        run(source, target, echo, strict=True)
    assert list(source.parent.iterdir()) == [source]


def test_an_interrupted_run_leaves_the_old_result(files):
    source, target = files
    source.write_text('{"id": 1, "text": "a"}\n', encoding="utf-8")
    target.write_text("old", encoding="utf-8")

    def interrupt(request):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(source, target, interrupt)
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(source.parent.iterdir()) == [source, target]


def test_a_fault_in_one_line_is_told_and_the_rest_goes_on(files, caplog):
    source, target = files
    source.write_text('{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}\n', encoding="utf-8")
    run(source, target, lambda request: {"id": request.id} if request.id == 2 else 1 / 0)
    assert [each["id"] for each in answers(target)] == [1, 2]
    assert "error" in answers(target)[0]
