"""One module a rule, each from an outline to what it finds; the order of evidence is in `extract`."""

from indicators.refusal import announced as _

# What an analyst is told of the rule that fired.
TOLD = {
    "table": _("a table with a column of actions"),
    "numbered": _("numbered recommendations"),
    "headed_list": _("a list under a heading that announces it"),
    "lead_in": _("a list after a sentence that leads in to it"),
    "action_list": _("a list of actions"),
    "takeaways": _("a list of takeaways"),
    "key_indicator": _("“a key indicator will be …”"),
    "measured_by": _("“measured by …”"),
    "watch_for": _("“watch for …”"),
    "watch": _("what to watch"),
    "watch_question": _("a question to watch"),
    "series": _("first …, second …, third …"),
    "recommending": _("“we recommend …”"),
    "required": _("what is needed"),
    "instruction": _("an instruction"),
    "modal": _("an actor who must or should"),
    "modal_in_section": _("must or should, in a section of recommendations"),
}
