"""The sentence for each remark: what is wrong and what to write instead."""

from __future__ import annotations

from django.utils.translation import gettext as _


def gettext_noop(message: str) -> str:
    """Marks a sentence for translators; Django's own needs settings already at import."""
    return message


HARD_STOPS = frozenset(
    (
        "placeholder",
        "wrong_name",
        "wrong_gender",
        "foreign_passport",
        "foreign_document",
        "foreign_birthday",
        "foreign_person",
        "foreign_phone",
        "no_evidence",
        "done_in_future",
        "done_before_appeal",
    )
)

_SENTENCES = {
    "placeholder": gettext_noop("Fill in what is missing here: “%(words)s”."),
    "wrong_name": gettext_noop("“%(words)s” is not the name of the citizen (%(name)s)."),
    "wrong_gender": gettext_noop("The greeting “%(words)s” does not agree with the citizen's gender."),
    "foreign_passport": gettext_noop("Passport details must not stand in an answer: remove them."),
    "foreign_document": gettext_noop(
        "The number of somebody's document, account or card must not stand in an answer: remove it."
    ),
    "foreign_birthday": gettext_noop("Somebody's date of birth must not stand in an answer: remove it."),
    "foreign_person": gettext_noop("Another citizen is named here: “%(words)s”. Write without the name."),
    "foreign_phone": gettext_noop("The telephone or e-mail of another citizen stands here: remove it."),
    "no_evidence": gettext_noop(
        "The work is said to be done, but the case has no evidence: attach a photograph or an act, or "
        "write when it will be done."
    ),
    "done_in_future": gettext_noop("“%(words)s” is later than the answer, but the work is said to be done already."),
    "done_before_appeal": gettext_noop(
        "“%(words)s” is earlier than the appeal was registered: check the date or say that this was "
        "done before the appeal."
    ),
    "evasive": gettext_noop("“%(words)s” says nothing. Write who did what and when."),
    "put_off": gettext_noop(
        "“%(words)s” puts the matter off without a date. Name the date, or say plainly that it will not "
        "be done and why."
    ),
    "shift": gettext_noop(
        "“%(words)s” sends the citizen away. Say what you have done and to whom exactly to turn: name, telephone."
    ),
    "soothing": gettext_noop("“%(words)s” is politeness instead of an answer."),
    "promise_past": gettext_noop("“%(words)s”: that day has passed. Say whether it was done, or name a new day."),
    "other_place": gettext_noop("“%(words)s” tells of another place. Write about the one the citizen asked about."),
    "on_condition": gettext_noop("“%(words)s” hangs the matter on a condition. Name the day when it will be decided."),
    "hearsay": gettext_noop("“%(words)s”: these are words of others. Say what you found yourselves."),
    "nothing_found": gettext_noop(
        "“%(words)s”: say what exactly was looked at, when and where, and what the citizen can do now."
    ),
    "hedge": gettext_noop("“%(words)s”: a guess or a kind word where a fact should stand."),
    "asked_when": gettext_noop("The citizen asks when. Name the day."),
    "asked_why": gettext_noop("The citizen asks why. Name the cause in plain words."),
    "asked_who": gettext_noop("The citizen asks who. Name the person or the body."),
    "asked_may": gettext_noop("The citizen asks yes or no. Say which."),
    "promise_undated": gettext_noop("A promise without a date: “%(words)s”. Add the day."),
    "long_sentence": gettext_noop("This sentence is longer than 25 words: divide it."),
    "officialese": gettext_noop("“%(words)s”: say it in plain words."),
    "public_personal_data": gettext_noop("Everybody will see this reply: leave out the citizen's telephone and flat."),
    "empty": gettext_noop("The answer is empty."),
    "question_unanswered": gettext_noop("There is no answer to: “%(words)s”."),
    "no_action": gettext_noop("It is not said who did what for this citizen."),
    "no_date": gettext_noop("There is no date: when was it done, or when will it be done?"),
    "rules_instead": gettext_noop("Much of the answer tells general rules. Say what follows from them for this case."),
    "retelling": gettext_noop("Much of the answer repeats the appeal."),
    "no_own_place": gettext_noop("What was found or done is not tied to the citizen's address (%(place)s)."),
    "no_salutation": gettext_noop("Greet the citizen by name."),
    "no_contact": gettext_noop("Add whom to ask and a direct telephone."),
    "no_right_to_object": gettext_noop("Say how to object to the answer."),
    "template": gettext_noop("The same text was sent to %(count)d others: write about this case."),
}


def sentence(code: str, **facts: object) -> str:
    """The sentence of a remark in the language of the moment."""
    return _(_SENTENCES[code]) % facts
