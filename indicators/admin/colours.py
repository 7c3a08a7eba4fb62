"""One colour for each status, trend and schedule, wherever they are shown."""

STATUS_COLOURS = {
    "Not assessed": "default",
    "No evidence": "default",
    "Not started": "warning",
    "In progress": "info",
    "Partially implemented": "info",
    "Implemented": "success",
    "Not implemented": "danger",
    "No longer applicable": "default",
    "Superseded": "default",
}
TREND_COLOURS = {"Advancing": "success", "Unchanged": "default", "Stalled": "warning", "Reversed": "danger"}
SCHEDULE_COLOURS = {"On time": "success", "Due soon": "warning", "Overdue": "danger"}
