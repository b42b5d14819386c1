"""The templates that come with the program, by the name of the file that a school puts in place of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sync.render.papers.awards import certificate_template, site_list_template
from sync.render.papers.cases import case_template
from sync.render.papers.council import council_template
from sync.render.papers.destruction import destruction_template
from sync.render.papers.interviews import interview_template
from sync.render.papers.invitations import invitation_template
from sync.render.papers.order import order_template
from sync.render.papers.plans import plan_template

TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    "order": order_template,
    "plan": plan_template,
    "invitations": invitation_template,
    "certificates": certificate_template,
    "certificates-site": site_list_template,
    "case": case_template,
    "interview": interview_template,
    "council": council_template,
    "destruction": destruction_template,
}
