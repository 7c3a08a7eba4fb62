"""One colour for each status, trend and schedule, wherever they are shown: by their codes, for names are translated."""

from indicators.models import Status, Trend
from indicators.schedule import Schedule

Labelled = tuple[str, str]  # a code, which has the colour, and what is read

STATUS_COLOURS = {
    Status.NOT_ASSESSED.value: "default",
    Status.NO_EVIDENCE.value: "default",
    Status.NOT_STARTED.value: "warning",
    Status.IN_PROGRESS.value: "info",
    Status.PARTIALLY_IMPLEMENTED.value: "info",
    Status.IMPLEMENTED.value: "success",
    Status.NOT_IMPLEMENTED.value: "danger",
    Status.NO_LONGER_APPLICABLE.value: "default",
    Status.SUPERSEDED.value: "default",
}
TREND_COLOURS = {
    Trend.ADVANCING.value: "success",
    Trend.UNCHANGED.value: "default",
    Trend.STALLED.value: "warning",
    Trend.REVERSED.value: "danger",
}
SCHEDULE_COLOURS = {
    Schedule.ON_TIME.value: "success",
    Schedule.DUE_SOON.value: "warning",
    Schedule.OVERDUE.value: "danger",
    Schedule.NO_DATE.value: "default",
}
