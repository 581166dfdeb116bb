"""The salutation of a case: by the rules for names, or as an official decided, which is remembered for the citizen."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from routing.cases.actors import Actor
from routing.cases.door import change, check_allowed
from routing.cases.errors import Invalid, Refused
from routing.cases.inbound import cleaned
from routing.cases.models import Case, Message

from .models import Addressing
from .quality.foreign import find_foreign_data
from .quality.names import find_wrong_names
from .quality.placeholders import find_placeholders
from .quality.types import CaseFacts
from .salutation import salutation

LONGEST = 120


def greeting_of(case: Case) -> str:
    """The first line of every letter to the citizen; one query."""
    person = person_of(case.message)
    known = Addressing.objects.filter(Q(case=case) | Q(person=person) if person else Q(case=case))
    own = sorted(known, key=lambda one: (one.case_id == case.pk, one.set_at))
    return own[-1].greeting if own else salutation(case.message.name, case.message.gender)


def greet(case_id: int, actor: Actor, words: str, *, at: datetime | None = None, expected: int | None = None) -> str:
    """Greet the citizen with ``words`` in all letters from now on; «» goes back to the rules. Gives the greeting.

    Raises ``Invalid`` for what is no greeting of this citizen, ``Refused`` for whoever may not answer the case now.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case, message = open_case.case, open_case.case.message
        check_allowed(case, actor, "submit_answer", open_case.at)
        if actor.official is None:
            raise Refused(_("This step is for another role or another body."), "role")
        line = " ".join(cleaned(words).split())
        person = person_of(message)
        if not line:
            Addressing.objects.filter(Q(case=case) | Q(person=person) if person else Q(case=case)).delete()
        else:
            _check(line, message)
            fresh = {"person": person, "greeting": line, "set_by": actor.official, "set_at": open_case.at}
            Addressing.objects.update_or_create(case=case, defaults=fresh)
        # The words hold a name: they stay in the row, which goes with the case, and not in the history for ever.
        open_case.note("greet", {"own": bool(line)})
        return greeting_of(case)


def person_of(message: Message) -> str:
    """One person whatever the appeal: the same name and e-mail. «» without an e-mail: namesakes are many."""
    if not message.email:
        return ""
    name = " ".join(message.name.lower().replace("ё", "е").split())
    return salted_hmac("routing.answers.greeting", f"{name}|{message.email.lower()}", algorithm="sha256").hexdigest()


def _check(line: str, message: Message) -> None:
    facts = CaseFacts(citizen_name=message.name)
    wrong = [code for code, _span in find_wrong_names(line, facts) if code == "wrong_name"]
    if len(line) > LONGEST or not any(letter.isalpha() for letter in line):
        raise Invalid(_("A salutation is one line of at most %(limit)d signs.") % {"limit": LONGEST}, "greeting")
    if wrong:
        raise Invalid(_("This is not the name of the citizen who wrote."), "greeting")
    if find_placeholders(line) or find_foreign_data(line, message.text, facts):
        raise Invalid(_("Fill in the gap, and leave out numbers and data of others."), "greeting")
