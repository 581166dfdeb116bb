import time
from pathlib import Path

import pytest

from routing.understanding.normalise import typed
from routing.understanding.reader import NOT_HEARD, Reader
from routing.understanding.types import Hints

REGION = Path(__file__).resolve().parents[3] / "agencies" / "regions" / "spb"
POINT = Hints(lat=59.93, lon=30.36)


@pytest.fixture(scope="module")
def reader():
    reader = Reader.load(REGION)
    reader.read("Не горит фонарь у дома 5 по Садовой улице. Также не вывозят мусор.")
    return reader


SENSELESS = [
    pytest.param("The elevator in our house has been broken for a week", "foreign", id="english"),
    pytest.param("Der Aufzug ist seit einer Woche kaputt", "foreign", id="german"),
    pytest.param("У під'їзді не працює ліфт вже тиждень", "foreign", id="ukrainian"),
    pytest.param("Көшеде шам жанбайды, өтінемін жөндеңіз", "foreign", id="kazakh"),
    pytest.param("电梯坏了请修理", "foreign", id="chinese"),
    pytest.param("المصعد لا يعمل", "foreign", id="arabic"),
    pytest.param("🔥🔥🔥🙏🙏", "no_words", id="emoji"),
    pytest.param("Садовая улица, дом 5", "no_words", id="address"),
    pytest.param("г. Санкт-Петербург, Невский проспект, д. 100, кв. 5", "no_words", id="full address"),
    pytest.param("https://example.org/a?b=c", "no_words", id="link"),
    pytest.param("фывапролд", "no_words", id="keys in a row"),
    pytest.param("ааааааааааа", "no_words", id="one key"),
    pytest.param("12345 67890", "no_words", id="digits"),
    pytest.param("Здравствуйте! Помогите, пожалуйста", "no_words", id="greeting"),
    pytest.param("???!!!...", "no_words", id="marks"),
    pytest.param("", "no_words", id="empty"),
]


@pytest.mark.parametrize("hints", [Hints(), POINT], ids=["no place", "a point"])
@pytest.mark.parametrize(("text", "note"), SENSELESS)
def test_it_says_so_and_claims_little(text, note, hints, reader):
    read = reader.read(text, hints)
    assert "not_understood" in read.notes
    assert note in read.notes
    assert sum(topic.p for topic in read.topics) <= NOT_HEARD + 0.001
    assert read.questions == ()


@pytest.mark.parametrize(
    ("text", "note"),
    [
        pytest.param("yt hf,jnftn kban d gjl]tplt", "layout", id="layout"),
        pytest.param("ne rabotaet lift v pod'ezde", "translit", id="translit"),
        pytest.param("неработаетлифтвподъезде", "joined", id="no spaces"),
        pytest.param("НЕРАБОТАЕТЛИФТВПОДЪЕЗДЕ", "joined", id="no spaces, capitals"),
        pytest.param("НЕ РАБОТАЕТ ЛИФТ В ПОДЪЕЗДЕ", "", id="capitals"),
        pytest.param("лифт", "", id="one word"),
        pytest.param("неработает лифт(((", "", id="typo"),
    ],
)
def test_odd_typing_is_read_through_and_said(text, note, reader):
    read = reader.read(text)
    assert read.topics[0].code == "MKD-03"
    assert "not_understood" not in read.notes
    assert {"layout", "translit", "joined"}.intersection(read.notes) == ({note} - {""})


@pytest.mark.parametrize("text", ["gf[ytn ufpjv d gjl]tplt", "pahnet gazom v podezde", "пахнетгазомвнашемподъезде"])
def test_danger_is_seen_however_it_is_typed(text, reader):
    (finding,) = reader.read(text).danger
    assert finding.code == "gas"
    assert 0 <= finding.span[0] < finding.span[1] <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("яма на дороге " * 17_000, id="50,000 words"),
        pytest.param("Яма. " * 10_000, id="sentences"),
        pytest.param("неработаетлифт" * 4_000, id="no spaces"),
        pytest.param(" ".join(["неработаетлифтвподъездеисвета"] * 2_000), id="many without spaces"),
        pytest.param("yt hf,jnftn kban " * 3_000, id="layout"),
        pytest.param("Садовая улица, дом 5. " * 3_000, id="addresses"),
        pytest.param("Иван Петров, кв. 5, " * 3_000, id="names"),
        pytest.param("жалоба на администрацию района " * 2_000, id="complaints"),
        pytest.param("🙏" * 50_000, id="emoji"),
        pytest.param("a1!" * 30_000, id="noise"),
    ],
)
def test_no_text_holds_the_reader_up(text, reader):
    reader.read(text, POINT)
    spent = []
    for _attempt in range(3):
        start = time.process_time()
        reader.read(text, POINT)
        spent.append(time.process_time() - start)
    assert min(spent) < 1


def test_words_that_join_others_speak_for_no_topic(reader):
    for text in ("Не горит фонарь за домом", "За забором не убирают мусор", "Что с лифтом и где он"):
        spoken = {text[slice(*span)].lower() for span in reader.read(text).topics[0].words}
        assert spoken
        assert not spoken & {"не", "за", "что", "с", "и", "где", "он"}


@pytest.mark.parametrize(
    "text",
    ["There is a big hole in the road near my house, please fix it", "My name is John, I live here and it is dark"],
)
def test_english_is_no_russian_in_latin_letters(text):
    assert typed(text)[0] == "foreign"


@pytest.mark.parametrize("text", ["ne rabotaet lift v podezde", "u nas ne goryat fonari", "pahnet gazom v podezde"])
def test_russian_in_latin_letters_still_is(text):
    assert typed(text)[0] == "translit"
