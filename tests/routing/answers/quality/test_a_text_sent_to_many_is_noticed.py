from routing.answers.quality import CaseFacts, Known, check_answer

TEXT = (
    "Уважаемая Анна! Фонарь у дома 5 по улице Лесной починят 12 мая, бригада выедет утром. Причина в кабеле, его "
    "перебили при земляных работах. Если свет не появится, позвоните диспетчеру, номер 44-10-12, она работает всегда."
)
OTHER = (
    "Уважаемый Пётр! Место в саду освободилось: одна семья переехала. Приходите с медицинской картой, заведующая "
    "примет документы в любой день до обеда, а потом покажет группу и познакомит с воспитателем."
)


def noticed(known: Known, draft: str) -> bool:
    found = check_answer(draft, "Не горит фонарь", CaseFacts(), known.copies(draft)).findings
    return "template" in {each.code for each in found}


def filled(*texts: str) -> Known:
    known = Known()
    for text in texts:
        known.add(text)
    return known


def test_names_places_and_numbers_do_not_hide_a_copy() -> None:
    known = filled(
        TEXT.replace("Анна", "Ольга").replace("Лесной", "Садовой"),
        TEXT.replace("дома 5", "дома 17"),
        TEXT.replace("12 мая", "14 мая"),
    )
    assert noticed(known, TEXT)


def test_two_alike_are_no_template() -> None:
    assert not noticed(filled(TEXT, TEXT), TEXT)
    assert noticed(filled(TEXT, TEXT, TEXT), TEXT)


def test_another_text_is_not_a_copy() -> None:
    assert not noticed(filled(TEXT, TEXT, TEXT, TEXT), OTHER)


def test_a_copy_costs_points() -> None:
    alone = check_answer(TEXT, "Не горит фонарь", CaseFacts()).score
    copied = check_answer(TEXT, "Не горит фонарь", CaseFacts(), 5).score
    assert copied == alone - 15
