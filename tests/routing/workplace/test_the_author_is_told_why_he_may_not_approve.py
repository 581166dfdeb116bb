from agencies.models import Official
from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import World, fresh, routed


def test_the_card_says_that_another_person_approves(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    client = signed_in("executor")
    press(client, case, "take")
    press(client, case, "submit_answer", body="Лампу заменили сегодня утром, работу проверил мастер.", stamp="0")
    Official.objects.filter(pk=world.executor.pk).update(role="approver")
    impossible = {step.name: step.reason for step in client.get(card(case)).context["impossible"]}
    assert impossible["approve_answer"]
    refused = press(client, case, "approve_answer")
    assert refused.status_code == 403
    assert impossible["approve_answer"] in refused.context["error"]
    assert fresh(case).state == "in_approval"
