"""One module a rule, each from an outline to what it finds; the order of evidence is in `extract`."""

# What an analyst is told of the rule that fired.
TOLD = {
    "table": "a table with a column of actions",
    "numbered": "numbered recommendations",
    "headed_list": "a list under a heading that announces it",
    "lead_in": "a list after a sentence that leads in to it",
    "action_list": "a list of actions",
    "takeaways": "a list of takeaways",
    "key_indicator": "“a key indicator will be …”",
    "measured_by": "“measured by …”",
    "watch_for": "“watch for …”",
    "watch": "what to watch",
    "watch_question": "a question to watch",
    "series": "first …, second …, third …",
    "recommending": "“we recommend …”",
    "required": "what is needed",
    "instruction": "an instruction",
    "modal": "an actor who must or should",
    "modal_in_section": "must or should, in a section of recommendations",
}
