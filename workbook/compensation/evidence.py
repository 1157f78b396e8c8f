"""What the reader's points and target prove towards the recruiter screen."""

from datetime import date

from workbook import guide
from workbook.compensation.checks import checks
from workbook.compensation.records import Dataset, Point, Target
from workbook.compensation.scene import compose
from workbook.compensation.settings import Settings
from workbook.evidence import Evidence
from workbook.journal import Journal


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 08; nothing while nothing has been entered."""
    points, datasets = journal.records(Point), journal.records(Dataset)
    target = journal.get(Target, Target.ONLY)
    if not points and not datasets and target is None:
        return []
    settings = journal.get(Settings, Settings.ONLY) or Settings()
    calibration = compose(points, datasets, settings, today).calibration
    found = checks([*points, *datasets], target or Target(), calibration, settings, today)
    targets = {criterion.id: criterion.target for criterion in guide.criteria("08")}
    return [
        Evidence(
            rule.id, float(rule.value), targets[rule.id], f"{rule.why[:1].upper()}{rule.why[1:]}."
        )
        for rule in found
    ]
