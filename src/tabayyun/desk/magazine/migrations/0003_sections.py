from django.db import migrations

SECTIONS = [
    ({"ar": "الوقاية من المخدرات", "fr": "Prévention des drogues"}, "#8a3324"),
    ({"ar": "السلامة الطرقية", "fr": "Sécurité routière"}, "#0b5c48"),
    ({"ar": "إجراءات السفر بالمراكز الحدودية", "fr": "Formalités de voyage aux postes frontières"}, "#1d4f91"),
]


def begin(apps, schema_editor):
    section = apps.get_model("magazine", "Section")
    for place, (name, colour) in enumerate(SECTIONS, start=1):
        section.objects.create(name=name, colour=colour, place=place)


class Migration(migrations.Migration):
    """The sections a magazine begins with; the desk changes them."""

    dependencies = [("magazine", "0002_guards")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
