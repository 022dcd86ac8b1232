from django.urls import path

from tabayyun.desk.opendays.views import contents, editions, gate, live, registrations

app_name = "opendays"
urlpatterns = [
    path("", editions.editions, name="list"),
    path("new/", editions.create, name="new"),
    path("gate/worker.js", gate.worker, name="worker"),
    path("gate/<int:number>/", gate.gate, name="gate"),
    path("gate/<int:number>/manifest.webmanifest", gate.manifest, name="manifest"),
    path("gate/<int:number>/tickets.json", gate.tickets, name="tickets"),
    path("gate/<int:number>/admissions/", gate.admissions, name="admissions"),
    path("<int:number>/", editions.edition, name="edition"),
    path("<int:number>/edit/", editions.edit, name="edit"),
    path("<int:number>/publish/", editions.publish, name="publish"),
    path("<int:number>/close/", editions.close, name="close"),
    path("<int:number>/programme/", contents.add_item, name="item_add"),
    path("<int:number>/programme/<int:item_id>/", contents.edit_item, name="item"),
    path("<int:number>/programme/<int:item_id>/remove/", contents.remove_item, name="item_remove"),
    path("<int:number>/partners/", contents.add_partner, name="partner_add"),
    path("<int:number>/partners/<int:partner_id>/remove/", contents.remove_partner, name="partner_remove"),
    path("<int:number>/slots/", contents.add_slot, name="slot_add"),
    path("<int:number>/slots/<int:slot_id>/places/", contents.capacity, name="capacity"),
    path("<int:number>/slots/<int:slot_id>/remove/", contents.remove_slot, name="slot_remove"),
    path("<int:number>/registrations/", registrations.registrations, name="registrations"),
    path("<int:number>/registrations/<int:registration_id>/cancel/", registrations.cancel, name="cancel"),
    path("<int:number>/live/", live.live, name="live"),
    path("<int:number>/live/figures/", live.figures, name="figures"),
]
