"""All figures of one sync, from the tabs as they will stand."""

from __future__ import annotations

from sync.rules.admission import Gated
from sync.rules.figures import Monitoring
from sync.rules.monitoring.course import meetings, pair_courses, weeks_of
from sync.rules.monitoring.definitions import definitions
from sync.rules.monitoring.funnel import funnels, topics
from sync.rules.monitoring.indicators import indicators
from sync.rules.monitoring.influence import influence
from sync.rules.monitoring.lists import lists
from sync.rules.monitoring.quality import quality
from sync.rules.monitoring.satisfaction import satisfaction
from sync.rules.progress import Progress


def monitoring_of(progress: Progress, gated: Gated) -> Monitoring:
    held = meetings(progress)
    weeks = weeks_of(held, progress.world.today)
    courses = tuple(pair_courses(progress, held, weeks))
    satisfied = satisfaction(progress)
    return Monitoring(
        requests=len(progress.answers("requests")),
        funnels=funnels(progress, gated),
        topics=topics(progress),
        influence=influence(progress),
        quality=quality(progress),
        satisfaction=satisfied,
        indicators=indicators(progress, satisfied),
        weeks=weeks,
        pairs=courses,
        lists=tuple(lists(progress, courses, held)),
        definitions=definitions(progress.world.programme.indicators),
    )
