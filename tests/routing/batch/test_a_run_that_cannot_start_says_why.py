import pytest

from routing.batch import BatchError, run


def nothing(request):
    return {}


def test_a_missing_file(tmp_path):
    with pytest.raises(BatchError, match=r"no\.jsonl"):
        run(tmp_path / "no.jsonl", tmp_path / "out.jsonl", nothing)


def test_an_empty_file(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text("\n\n", encoding="utf-8")
    with pytest.raises(BatchError, match=r"in\.jsonl"):
        run(source, tmp_path / "out.jsonl", nothing)
    assert not (tmp_path / "out.jsonl").exists()


def test_the_result_on_top_of_the_source(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "a"}\n', encoding="utf-8")
    with pytest.raises(BatchError):
        run(source, source, nothing)
    assert source.read_text(encoding="utf-8").startswith('{"id": 1')


def test_a_folder_that_is_not_there(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "a"}\n', encoding="utf-8")
    with pytest.raises(BatchError, match="nowhere"):
        run(source, tmp_path / "nowhere" / "out.jsonl", nothing)
