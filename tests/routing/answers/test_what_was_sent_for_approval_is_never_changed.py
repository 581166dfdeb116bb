from routing.answers import services as answers
from routing.cases import services
from tests.world import World, fresh, routed

FIRST = "Лампу заменит завтра утром мастер участка, точный час сообщим отдельно."
SECOND = "Лампу заменили сегодня утром, проверил мастер участка."


def test_a_returned_answer_is_written_anew_as_the_next_version(world: World) -> None:
    case = routed(world)
    executor, approver = world.actor("executor"), world.actor("approver")
    services.take(case.pk, executor)
    answers.save_draft(case.pk, executor, "Черновик")
    answers.submit(case.pk, executor, FIRST)
    answers.return_to_author(case.pk, approver, "Назовите дату")
    answers.submit(case.pk, executor, SECOND)
    kept = list(case.answers.values_list("version", "state", "body", "comment"))
    assert kept == [(1, "returned", FIRST, "Назовите дату"), (2, "submitted", SECOND, "")]


def test_the_letter_greets_names_the_case_and_tells_how_to_object(world: World) -> None:
    case = routed(world)
    executor = world.actor("executor")
    services.take(case.pk, executor)
    answers.submit(case.pk, executor, SECOND)
    answers.approve(case.pk, world.actor("approver"))
    letter = answers.send(case.pk, executor).letter
    assert letter.startswith("Уважаемая Анна Сергеевна!")
    assert case.number in letter
    assert SECOND in letter
    assert world.executor.full_name in letter
    assert str(world.lamps) in letter
    assert fresh(case).state == "answered"
