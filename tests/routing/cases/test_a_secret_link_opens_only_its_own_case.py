from routing.cases.numbers import secret_fits, secret_of


def test_the_right_secret_fits() -> None:
    assert secret_fits(secret_of("2026-000001-5", "nonce"), "2026-000001-5", "nonce")


def test_the_secret_of_another_case_does_not_fit() -> None:
    assert not secret_fits(secret_of("2026-000001-5", "nonce"), "2026-000002-7", "nonce")
    assert not secret_fits(secret_of("2026-000001-5", "nonce"), "2026-000001-5", "another")


def test_words_and_foreign_letters_do_not_fit() -> None:
    assert not secret_fits("", "2026-000001-5", "nonce")
    assert not secret_fits("секрет", "2026-000001-5", "nonce")


def test_links_made_under_an_earlier_key_stay_good(settings) -> None:
    secret = secret_of("2026-000001-5", "nonce")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"
    assert secret_fits(secret, "2026-000001-5", "nonce")
