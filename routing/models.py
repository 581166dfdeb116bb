"""Tables of the app: one line a room."""

from routing.answers.models import *  # noqa: F403
from routing.cases.models import *  # noqa: F403
from routing.cases.request_models import *  # noqa: F403
from routing.control.models import *  # noqa: F403
from routing.proposals.models import *  # noqa: F403
from routing.workplace.models import *  # noqa: F403
