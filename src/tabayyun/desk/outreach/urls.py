from django.urls import path

from tabayyun.desk.outreach.views import activities, entries, lists

app_name = "outreach"
urlpatterns = [
    path("", lists.activities, name="list"),
    path("export.<str:ending>", lists.export, name="export"),
    path("new/<slug:kind>/", activities.new, name="new"),
    path("directories/", lists.directories, name="directories"),
    path("directories/<slug:slug>/", lists.directory, name="directory"),
    path("directories/<slug:slug>/new/", entries.entry, name="entry_add"),
    path("directories/<slug:slug>/<int:number>/", entries.entry, name="entry"),
    path("<int:number>/", activities.activity, name="activity"),
    path("<int:number>/edit/", activities.edit, name="edit"),
    path("<int:number>/remove/", activities.remove, name="remove"),
]
