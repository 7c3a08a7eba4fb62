"""What models and their fields are called on pages, in the reader's language.

Django calls a field by its name in the code. Said in the models, these names would have to be written into migrations
too, for nothing; so they are spoken here, once the models are there.
"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

MODELS = (
    *(_("topic"), _("topics"), _("country"), _("countries"), _("actor"), _("actors"), _("cycle"), _("cycles")),
    *(_("document"), _("documents"), _("item"), _("items"), _("addressee"), _("addressees")),
    *(_("recommendation"), _("recommendations"), _("indicator"), _("indicators")),
    *(_("assessment"), _("assessments"), _("citation"), _("citations"), _("intake"), _("intakes")),
    *(_("item draft"), _("item drafts"), _("target"), _("targets"), _("measurement"), _("measurements")),
    *(_("response"), _("responses"), _("milestone"), _("milestones"), _("relation"), _("relations")),
    *(_("watch"), _("watches"), _("watch version"), _("watch versions")),
)
FIELDS = (
    *(_("active"), _("active from"), _("active until"), _("actor"), _("actors"), _("added at"), _("addressee")),
    _("aliases"),
    *(_("ascending"), _("assessment"), _("attempts"), _("baseline narrative"), _("baseline on"), _("baseline value")),
    *(_("changed at"), _("closing official"), _("closing sources"), _("closing stage"), _("code"), _("confidence")),
    *(_("content"), _("countries"), _("country"), _("coverage"), _("cycle"), _("decided at"), _("decided by")),
    *(_("decision note"), _("direction"), _("document"), _("done on"), _("due basis"), _("due on")),
    *(_("effective on"), _("end"), _("ends on"), _("exclude"), _("expected outcome"), _("filter"), _("finished at")),
    *(_("from status"), _("heading"), _("informs"), _("item"), _("kind"), _("language"), _("last assessed at")),
    *(_("learned"), _("lease until"), _("measure"), _("measured on"), _("min score"), _("name"), _("narrative")),
    *(_("note"), _("number"), _("official"), _("other"), _("outline"), _("owner"), _("page"), _("pages")),
    *(_("pages read"), _("parent"), _("period end"), _("place"), _("places"), _("polarity"), _("position")),
    *(_("priority"), _("proposed at"), _("proposed by"), _("published"), _("published on"), _("publisher")),
    *(_("publishers"), _("quote"), _("quote end"), _("quote start"), _("rationale"), _("received on")),
    *(_("reference"), _("reported as"), _("reported note"), _("reported scheme"), _("reported status")),
    *(_("review every days"), _("role"), _("rule"), _("seen at"), _("sha256"), _("source url"), _("stage")),
    *(_("start"), _("starts on"), _("state"), _("status"), _("submitted at"), _("submitted by"), _("terms")),
    *(_("text"), _("title"), _("to status"), _("topics"), _("trend"), _("trips when"), _("unit"), _("unlearned")),
    *(_("url"), _("value"), _("version"), _("watch")),
)


def speak_names(app: AppConfig) -> None:
    """Called once, when the app is ready."""
    for model in app.get_models():
        options = model._meta
        options.verbose_name = gettext_lazy(str(options.verbose_name))
        options.verbose_name_plural = gettext_lazy(str(options.verbose_name_plural))
        for field in (*options.local_fields, *options.local_many_to_many):
            field.verbose_name = gettext_lazy(str(field.verbose_name))
