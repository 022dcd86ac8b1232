"""Public addresses. Those for people carry their language; those for machines have none."""

from django.urls import URLResolver, path
from django.views.decorators.cache import never_cache

from tabayyun.newsroom import feeds
from tabayyun.newsroom.languages import LanguagePrefix
from tabayyun.newsroom.open_days import views as open_days
from tabayyun.newsroom.views import about, ask, files, lists, log, magazine, media, reports, statements

app_name = "newsroom"

for_people = [
    path("", lists.home, name="home"),
    path("statements/", lists.statements, name="list"),
    path("statements/<slug:kind>/", lists.statements, name="kind"),
    path("topics/<slug:topic>/", lists.statements, name="topic"),
    path("search/", lists.search, name="search"),
    path("archive/", lists.archive, name="archive"),
    path("archive/<int:year>/", lists.archive, name="archive_year"),
    path("archive/<int:year>/<int:month>/", lists.archive, name="archive_month"),
    path("s/<str:reference>/", statements.statement, name="statement"),
    path("s/<str:reference>/statement.json", statements.bundle, name="bundle"),
    path("s/<str:reference>/statement.jws", statements.jws, name="jws"),
    path("s/<str:reference>/image.png", statements.image, name="image"),
    path("s/<str:reference>/v<int:version>/", statements.statement, name="version"),
    path("s/<str:reference>/v<int:version>/statement.json", statements.bundle, name="version_bundle"),
    path("s/<str:reference>/v<int:version>/statement.jws", statements.jws, name="version_jws"),
    path("s/<str:reference>/v<int:version>/image.png", statements.image, name="version_image"),
    path("magazine/", magazine.archive, name="magazine"),
    path("magazine/<int:number>/", magazine.issue, name="magazine_issue"),
    path("magazine/<int:number>/issue.pdf", magazine.pdf, name="magazine_pdf"),
    path("magazine/<int:number>/v<int:version>.pdf", magazine.pdf, name="magazine_print"),
    path("magazine/<int:number>/<int:place>/", magazine.article, name="magazine_article"),
    path("magazine/<int:number>/<int:place>/v<int:version>/", magazine.article, name="magazine_version"),
    path("feed.rss", feeds.rss, name="rss"),
    path("feed.atom", feeds.atom, name="atom"),
    path("report/", never_cache(ask.report), name="report"),
    path("report/<str:token>/", never_cache(ask.received), name="received"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:year>/", reports.reports, name="report_year"),
    path("reports/<int:year>/<int:number>/", reports.chapter, name="chapter"),
    path("reports/<int:year>/<int:number>/chapter.<str:kind>", reports.file, name="chapter_file"),
    path("reports/<int:year>/<int:number>/dataset.jsonld", reports.dataset, name="chapter_dataset"),
    path("reports/<int:year>/<int:number>/<slug:key>/", reports.figure, name="figure"),
    path("reports/<int:year>/<int:number>/<slug:key>/rows.csv", reports.rows, name="figure_rows"),
    path("ours/", never_cache(ask.ours), name="ours"),
    path("open-days/", open_days.editions, name="open_days_list"),
    path("open-days/<int:number>/", open_days.edition, name="open_days"),
    path("open-days/<int:number>/open-days.ics", open_days.edition_calendar, name="open_days_calendar"),
    path("open-days/<int:number>/register/", never_cache(open_days.register), name="open_days_register"),
    path("open-days/mine/<str:token>/", never_cache(open_days.mine), name="open_days_mine"),
    path(
        "open-days/mine/<str:token>/ticket.ics",
        never_cache(open_days.ticket_calendar),
        name="open_days_ticket_calendar",
    ),
    path("media/", never_cache(media.media), name="media"),
    path("media/<str:token>/", never_cache(media.follow), name="media_follow"),
    path("corrections/", about.corrections, name="corrections"),
    path("press/", about.contacts, name="contacts"),
    path("verify/", about.verify, name="verify"),
    path("verify/offline.html", about.offline_verify, name="offline_verify"),
    path("keys/", log.keys, name="keys"),
    path("log/", log.log, name="log"),
    path("about/", about.about, name="about"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
]

for_machines = [
    path("robots.txt", files.robots, name="robots"),
    path("sitemap.xml", files.sitemap, name="sitemap"),
    path(".well-known/security.txt", files.security, name="security"),
    path(".well-known/tabayyun-keys.json", log.jwks, name="jwks"),
    path("magazine/pictures/<slug:sha256>-<int:width>.jpg", magazine.picture, name="magazine_picture"),
    path("reports/catalogue.jsonld", reports.catalogue, name="catalogue"),
    path("log/checkpoint", log.checkpoint, name="checkpoint"),
    path("log/checkpoint/<int:size>", log.checkpoint, name="checkpoint_at"),
    path("log/timestamp/<int:size>.tsr", log.timestamp, name="timestamp"),
    path("log/timestamp/root.pem", log.timestamp_root, name="timestamp_root"),
    path("log/leaf/<int:index>", log.leaf, name="leaf"),
    path("log/proof/<int:size>/<int:index>", log.proof, name="proof"),
    path("log/consistency/<int:old>/<int:new>", log.consistency, name="consistency"),
]

# Django's stubs know three kinds of pattern by name; `LanguagePrefix` has all that they ask of one.
urlpatterns = [*for_machines, URLResolver(LanguagePrefix(), for_people)]  # type: ignore[arg-type]
