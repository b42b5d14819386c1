"""Invitations to the feast at the end of the year (activity 7.1): one for everybody in a pair, one for any guest."""

from __future__ import annotations

from sync.render.papers.layout import CENTRE, Layout
from sync.render.papers.paper import Batch, Paper
from sync.rules.nameable import Nameable

ANY_GUEST = "Уважаемый гость"
BY_HAND = "____________________________"


def invitations(found: Nameable, when: str = "", where: str = "") -> Batch:
    """``when`` and ``where`` as the coordinator says it; places to write where they say nothing."""
    ground = found.ground
    names = {pair.mentor: ground.mentors[pair.mentor].text("full_name") for pair in found.pairs}
    names |= {pair.mentee: ground.mentees[pair.mentee].text("full_name") for pair in found.pairs}
    said = {"when": when or BY_HAND, "where": where or BY_HAND}
    papers = [
        Paper(f"invitations-{code}", {"name": name, **said, "participant": True}, (code,))
        for code, name in sorted(names.items(), key=lambda item: (item[1], item[0]))
    ]
    guest = Paper("invitations-guest", {"name": ANY_GUEST, **said, "participant": False})
    return Batch((*papers, guest), found.decided_but_not_nameable, whole="invitations-all")


def invitation_template() -> bytes:
    paper = Layout("Приглашение", festive=True)
    with paper.each("paper in papers"):
        paper.heading("ПРИГЛАШЕНИЕ", new_page=True, size=30)
        paper.line("{{ paper.name }}!", CENTRE, bold=True, size=22, gaps=(0, 24))
        with paper.only_if("paper.participant"):
            paper.text(
                "Ваша работа в программе наставничества {{ year }} учебного года подошла к итогам. Спасибо вам за этот "
                "год! Приходите на праздник, где мы поблагодарим наставников и расскажем, что у всех получилось. Будем "
                "рады и вашим родным."
            )
        with paper.only_if("not paper.participant"):
            paper.text(
                "Школа подводит итоги программы наставничества {{ year }} учебного года. Приходите на праздник: вы "
                "познакомитесь с нашими парами, узнаете их истории и вместе с нами поблагодарите наставников."
            )
        paper.line("Когда: {{ paper.when }}", CENTRE, bold=True, gaps=(18, 6))
        paper.line("Где: {{ paper.where }}", CENTRE, bold=True, gaps=(0, 6))
        paper.line("{{ school }}, {{ address }}", CENTRE, size=12, gaps=(0, 36))
        paper.signature("Директор", "{{ head }}")
        paper.signature("Координатор программы", "{{ coordinator }}")
    return paper.to_bytes()
