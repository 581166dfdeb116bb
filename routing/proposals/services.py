"""From settled cases to proposed rules, and a person's word on them. The only writer of proposals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.loading.regional import CONDITIONS
from agencies.models import Agency, Competence, Official, Region, Territory, Topic
from routing.cases.guards import ANSWERED
from routing.cases.models import Case, Event
from routing.cases.workflow import State
from routing.dispatch.loading import forget_tables, fresh_table
from routing.dispatch.table import CompetenceTable, Where

from .evidence import Finding, Settled, findings
from .models import RuleProposal

DAYS = 90
LEAST_CASES = 10
LEAST_SHARE = 0.8
UNSURE = 0.5
"""Below this probability of the present rules a proposal is made even when they name the same body."""
BASIS = 300


class AlreadyDecided(Exception):
    """Somebody else has decided on the proposal; the message is a sentence for the administrator."""


def propose(
    region: Region,
    until: date,
    days: int = DAYS,
    least_cases: int = LEAST_CASES,
    least_share: float = LEAST_SHARE,
) -> int:
    """Look through the answered cases of the last ``days`` and propose what the rules do not say; how many are new.

    Known proposals that still wait get the new counts; decided ones stay as they are. Those that the cases or the
    rules have overtaken are withdrawn.
    """
    since = until - timedelta(days=days)
    table = fresh_table(region)
    found_all = list(findings(_settled(region, since, until), least_cases, least_share))
    topics = Topic.objects.select_related("parent").in_bulk([one.topic for one in found_all])
    territories = Territory.objects.select_related("parent").defer("polygon", "parent__polygon")
    places = territories.in_bulk([one.territory for one in found_all])
    bodies = Agency.objects.in_bulk([one.agency for one in found_all])
    new, upheld = 0, []
    with transaction.atomic():
        for found in found_all:
            topic, territory, agency = topics[found.topic], places[found.territory], bodies[found.agency]
            present, sure = _present(table, topic, territory, until)
            if present == agency.code and sure >= UNSURE:
                continue
            proposal, created = _write(region, found, present, since, until)
            upheld.append(proposal.pk)
            new += created
        waiting = RuleProposal.objects.filter(region=region, state=RuleProposal.State.WAITING)
        waiting.exclude(pk__in=upheld).delete()
    return new


def accept(proposal_id: int, official: Official | None, day: date) -> Competence:
    """Make the rule: written, dated from ``day``, in place of what a person wrote for the same cell before.

    Raises ``AlreadyDecided`` when the proposal has had its decision.
    """
    with transaction.atomic():
        proposal = _waiting(proposal_id)
        same = Competence.objects.filter(
            **dict.fromkeys(("object_kind", *CONDITIONS), ""),
            region=proposal.region,
            topic=proposal.topic,
            territory=proposal.territory,
            cases=0,
        )
        lasting = Q(valid_to=None) | Q(valid_to__gte=day)
        same.filter(lasting, valid_from__lt=day).update(valid_to=day - timedelta(days=1), from_file=False)
        same.filter(valid_from=day).delete()
        rule = Competence.objects.create(
            region=proposal.region,
            topic=proposal.topic,
            territory=proposal.territory,
            agency=proposal.agency,
            valid_from=day,
            basis=_basis(proposal, official),
        )
        _decide(proposal, RuleProposal.State.ACCEPTED, official, rule)
    forget_tables()
    return rule


def decline(proposal_id: int, official: Official | None) -> None:
    """Keep the rules as they are; the same is not proposed again. Raises ``AlreadyDecided``."""
    with transaction.atomic():
        _decide(_waiting(proposal_id), RuleProposal.State.DECLINED, official, None)


def sentence(proposal: RuleProposal) -> str:
    """What the cases say, for a person: «За 90 дней 41 из 43 таких дел …»."""
    days = (proposal.until - proposal.since).days
    said = ngettext(
        "In %(days)d day %(agreed)d of %(cases)d such cases were answered by: %(agency)s.",
        "In %(days)d days %(agreed)d of %(cases)d such cases were answered by: %(agency)s.",
        days,
    ) % {"days": days, "agreed": proposal.agreed, "cases": proposal.cases, "agency": proposal.agency}
    if proposal.instead_of is None:
        return said + " " + _("The rules name nobody for them.")
    if proposal.instead_of_id == proposal.agency_id:
        return said + " " + _("The rules name this body too, but are not sure of it.")
    return said + " " + _("By the rules they go to: %(agency)s.") % {"agency": proposal.instead_of}


def _settled(region: Region, since: date, until: date) -> Iterator[Settled]:
    """Cases answered on the merits: a refusal closes a case too, but says nothing of who is competent."""
    answered = Event.objects.filter(case=OuterRef("pk"), kind__in=(*ANSWERED, "send_part"))
    rows = Case.objects.filter(
        Exists(answered),
        region=region,
        state__in=(State.ANSWERED, State.CLOSED),
        received_at__date__gt=since,
        received_at__date__lte=until,
        topic__isnull=False,
        agency__isnull=False,
        territory__level__in=(Territory.Level.DISTRICT, Territory.Level.MUNICIPALITY),
    ).values_list("topic_id", "territory_id", "territory__level", "territory__parent_id", "agency_id")
    for topic, territory, level, parent, agency in rows.iterator(chunk_size=2000):
        if level == Territory.Level.DISTRICT:
            yield Settled(topic, territory, 0, agency)
        else:
            yield Settled(topic, parent or 0, territory, agency)


def _present(table: CompetenceTable, topic: Topic, territory: Territory, day: date) -> tuple[str, float]:
    """The body that the rules name most and how sure they are; ("", 0) when they name nobody."""
    if territory.level == Territory.Level.MUNICIPALITY:
        where = Where(territory.parent.name if territory.parent else "", territory.name)
    else:
        where = Where(territory.name)
    wider = topic.code if not topic.external_id or topic.parent is None else topic.parent.code
    shares = table.who(wider, topic.external_id or None, where, day)
    if not shares:
        return "", 0.0
    code = max(shares, key=lambda agency: shares[agency].p)
    return code, shares[code].p


def _write(region: Region, found: Finding, present: str, since: date, until: date) -> tuple[RuleProposal, bool]:
    proposal, created = RuleProposal.objects.get_or_create(
        topic_id=found.topic,
        territory_id=found.territory,
        agency_id=found.agency,
        defaults={"region": region, "cases": found.cases, "agreed": found.agreed, "since": since, "until": until},
    )
    if proposal.state == RuleProposal.State.WAITING:
        proposal.cases, proposal.agreed, proposal.since, proposal.until = found.cases, found.agreed, since, until
        proposal.instead_of = Agency.objects.filter(region=region, code=present).first()
        proposal.save()
    return proposal, created


def _waiting(proposal_id: int) -> RuleProposal:
    proposal = RuleProposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state != RuleProposal.State.WAITING:
        raise AlreadyDecided(_("Somebody has already decided on this proposal."))
    return proposal


def _decide(proposal: RuleProposal, state: str, official: Official | None, rule: Competence | None) -> None:
    proposal.state, proposal.decided_by, proposal.rule = state, official, rule
    proposal.decided_at = timezone.now()
    proposal.save()


def _basis(proposal: RuleProposal, official: Official | None) -> str:
    said = _("From answered cases: %(agreed)d of %(cases)d, %(since)s – %(until)s.") % {
        "agreed": proposal.agreed,
        "cases": proposal.cases,
        "since": f"{proposal.since:%d.%m.%Y}",
        "until": f"{proposal.until:%d.%m.%Y}",
    }
    who = " " + _("Accepted by %(name)s.") % {"name": official.full_name} if official else ""
    return (said + who)[:BASIS]
