"""What models and their fields are called on pages: announced here, and spoken by `indicators.names`.

Those that the catalogue has as well are announced there.
"""

from django.utils.translation import gettext_noop as _

MODELS = (
    *(_("deliveries"), _("delivery"), _("digest entry"), _("digest entrys"), _("subscription link")),
    *(
        _("subscription links"),
        _("alert"),
        _("alerts"),
        _("digest issue"),
        _("digest issues"),
        _("entries"),
        _("entry"),
        _("entry word"),
    ),
    *(_("entry words"), _("evidence"), _("feed"), _("feed notice"), _("feed notices"), _("feeds"), _("hold")),
    *(_("holds"), _("host"), _("hosts"), _("lesson"), _("lessons"), _("outage"), _("outages"), _("poll")),
    *(_("polls"), _("purged entry"), _("purged entrys"), _("rematch"), _("rematchs"), _("snapshot")),
    *(_("snapshots"), _("stories"), _("story"), _("subscription"), _("subscriptions")),
)
FIELDS = (
    *(_("at once"), _("channel"), _("confirmed at"), _("documents"), _("ended at"), _("even if nothing")),
    *(_("issue"), _("items"), _("made at"), _("mine"), _("nonce"), _("section"), _("suspended at")),
    *(_("suspended because"), _("user"), _("webhook url")),
    *(_("added at"), _("added by"), _("attempted at"), _("author"), _("body sha256"), _("broken at")),
    *(_("cadence"), _("canonical url"), _("checked at"), _("closed at"), _("created at"), _("email")),
    *(_("ends at"), _("entry"), _("entry id"), _("error"), _("etag"), _("evidence"), _("explanation")),
    *(_("failing since"), _("failures"), _("feed"), _("fetched at"), _("first seen at"), _("gap at")),
    *(_("given at"), _("gone at"), _("hint seconds"), _("host"), _("html"), _("http status"), _("id policy")),
    *(_("is backlog"), _("known entries"), _("last modified"), _("last new at"), _("lead"), _("listed")),
    *(_("local hour"), _("matched at"), _("message id"), _("moved polls"), _("moved since"), _("moved to")),
    *(_("needs recheck"), _("new"), _("newest at"), _("next attempt at"), _("next check at"), _("next poll at")),
    *(_("next poll reason"), _("opened at"), _("origin"), _("original url"), _("outcome"), _("period")),
    *(_("period seconds"), _("polled at"), _("possible gap"), _("published at"), _("published raw")),
    *(_("recheck note"), _("reviewed at"), _("reviewed by"), _("revised at"), _("revision"), _("revisions")),
    *(_("score"), _("seconds"), _("sent at"), _("site url"), _("size"), _("snoozed until"), _("started at")),
    *(_("starts at"), _("story"), _("strain"), _("subject"), _("subscription"), _("succeeded at")),
    *(_("time zone"), _("told"), _("trouble"), _("trouble note"), _("unsubscribed at"), _("updated")),
    *(_("verdict"), _("voice"), _("whole at")),
)
