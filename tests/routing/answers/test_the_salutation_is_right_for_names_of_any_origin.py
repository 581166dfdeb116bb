import pytest

from routing.answers.salutation import salutation


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Кузнецова Анна Сергеевна", "Уважаемая Анна Сергеевна!"),
        ("Анна Сергеевна", "Уважаемая Анна Сергеевна!"),
        ("Анна", "Уважаемая Анна!"),
        ("Пётр Ильич", "Уважаемый Пётр Ильич!"),
        ("Никита", "Уважаемый Никита!"),
        ("Лутфияр Мамедов Али оглы", "Уважаемый Лутфияр Али оглы!"),
        ("Роман Абрамович", "Уважаемый Роман Абрамович!"),
        ("петров иван", "Уважаемый Иван!"),
        ("Любовь Петровна", "Уважаемая Любовь Петровна!"),
        ("Черных Ольга", "Уважаемая Ольга!"),
    ],
)
def test_a_known_gender(name: str, greeting: str) -> None:
    assert salutation(name) == greeting


@pytest.mark.parametrize("name", ["Саша Ким", "Ким Саша", "Женя", "Валя", "И. П. Петров", "John Smith", "Ли"])
def test_an_unknown_gender_is_greeted_without_one(name: str) -> None:
    assert salutation(name) == f"Здравствуйте, {name}!"


def test_what_the_person_said_decides_an_androgynous_name() -> None:
    assert salutation("Саша", "f") == "Уважаемая Саша!"
    assert salutation("Валя", "m") == "Уважаемый Валя!"


def test_a_patronymic_is_stronger_than_a_slip_of_the_hand() -> None:
    assert salutation("Анна Сергеевна", "m") == "Уважаемая Анна Сергеевна!"
