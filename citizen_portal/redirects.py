"""The redirect after a form was sent."""

from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """303: what comes next is read with GET, whatever was sent."""

    status_code = 303
