from django.urls import path

from tabayyun.desk.cases.views import actions, answers, lists, page, units

app_name = "cases"
urlpatterns = [
    path("", lists.cases, name="list"),
    path("open/<int:content_id>/", actions.open_case, name="open"),
    path("answer/<str:token>/", answers.answer, name="answer"),
    path("units/", units.units, name="units"),
    path("units/new/", units.add, name="unit_add"),
    path("units/<int:unit_id>/", units.edit, name="unit"),
    path("<slug:reference>/", page.case, name="case"),
    path("<slug:reference>/note/", actions.note, name="note"),
    path("<slug:reference>/assign/", actions.assign, name="assign"),
    path("<slug:reference>/ask/", actions.ask, name="ask"),
    path("<slug:reference>/decide/", actions.decide, name="decide"),
    path("<slug:reference>/close/", actions.close, name="close"),
    path("<slug:reference>/lock/", actions.lock, name="lock"),
    path("<slug:reference>/renew/", actions.renew, name="renew"),
    path("<slug:reference>/unlock/", actions.unlock, name="unlock"),
]
