"""Addresses of the case card and of everything that is done on it."""

from __future__ import annotations

from functools import partial

from django.contrib.admin import ModelAdmin
from django.urls import URLPattern, path

from . import cardpage, correctpage, papers, passagepage, proof, repeats, requests, turn, writing


def urls(admin: ModelAdmin) -> list[URLPattern]:
    """Under the list of cases, each behind the log-in."""
    wrap = admin.admin_site.admin_view
    return [
        path("requests/", wrap(partial(requests.page, admin)), name="routing_requests"),
        path("requests/<int:pk>/", proof.limited(wrap(partial(requests.reply, admin))), name="routing_request_reply"),
        path("requests/<int:pk>/scan/<int:file>/", wrap(partial(requests.scan, admin)), name="routing_request_scan"),
        path("<int:pk>/step/<slug:name>/", wrap(partial(cardpage.step, admin)), name="routing_case_step"),
        path("<int:pk>/repeat/", wrap(partial(repeats.decide, admin)), name="routing_case_repeat"),
        path("<int:pk>/draft/", wrap(partial(cardpage.draft, admin)), name="routing_case_draft"),
        path("<int:pk>/writing/", wrap(partial(writing.tell, admin)), name="routing_case_writing"),
        path("<int:pk>/correct/", wrap(partial(correctpage.submit, admin)), name="routing_case_correct"),
        path("<int:pk>/topics/", wrap(partial(correctpage.suggest, admin)), name="routing_case_topics"),
        path("<int:pk>/next/", wrap(partial(turn.following, admin)), name="routing_case_next"),
        path("<int:pk>/passages/", wrap(partial(passagepage.add, admin)), name="routing_case_passage"),
        path(
            "<int:pk>/passages/<int:remark>/done/",
            wrap(partial(passagepage.resolve, admin)),
            name="routing_case_passage_done",
        ),
        path("<int:pk>/proof/", proof.limited(wrap(partial(proof.add, admin))), name="routing_case_proof"),
        path("<int:pk>/proof/<int:photo>/", wrap(partial(proof.photo, admin)), name="routing_case_proof_photo"),
        path("<int:pk>/papers/<str:name>", wrap(partial(papers.paper, admin)), name="routing_case_paper"),
        path("<int:pk>/photo/<int:photo>/", wrap(partial(cardpage.photo, admin)), name="routing_case_photo"),
    ]
