import pytest

from routing.answers.documents.addressee import dative, initials


@pytest.mark.parametrize(
    ("name", "gender", "expected"),
    [
        ("Анна Сергеевна Кузнецова", "", "Кузнецовой Анне Сергеевне"),
        ("Кузнецов Пётр Ильич", "", "Кузнецову Петру Ильичу"),
        ("Черных Мария Ивановна", "", "Черных Марии Ивановне"),
        ("Саша Ким", "", "Саша Ким"),
        ("John Smith", "m", "John Smith"),
        ("А. С. Кузнецова", "f", "А. С. Кузнецова"),
        ("Анна", "", "Анна"),
        ("Мария Анна Луиза Тереза", "f", "Мария Анна Луиза Тереза"),
        ("", "", ""),
    ],
)
def test_it_is_declined_or_left_alone(name: str, gender: str, expected: str) -> None:
    assert dative(name, gender) == expected


def test_a_turkic_patronymic_is_not_declined() -> None:
    assert "Лутфияр оглы" in dative("Алиев Рашид Лутфияр оглы")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Пётр Ильич Придуманный", "П. И. Придуманный"),
        ("Глеб Несуществующий", "Г. Несуществующий"),
        ("John Smith Jr", "John Smith Jr"),
    ],
)
def test_a_signature_has_initials(name: str, expected: str) -> None:
    assert initials(name) == expected
