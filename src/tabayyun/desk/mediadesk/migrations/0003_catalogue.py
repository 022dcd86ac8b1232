from django.db import migrations

# Code, usual length in days, then name, legal reference and wording in Arabic, French and English.
# Law 22-01 is the Code of Criminal Procedure; law 31-13 governs access to information; law 09-08 personal data.
GROUNDS = [
    (
        "investigation", 60,
        ("سرية البحث والتحقيق", "المادة 15 من قانون المسطرة الجنائية (القانون رقم 22.01)",
         "المسطرة التي تجرى أثناء البحث والتحقيق سرية بحكم القانون، ولا يمكن الكشف عن عناصرها في هذه المرحلة."),
        ("Secret de l’enquête et de l’instruction", "Article 15 du code de procédure pénale (loi n° 22-01)",
         "La procédure qui se déroule au cours de l’enquête et de l’instruction est secrète : ses éléments ne peuvent être révélés à ce stade."),
        ("Secrecy of the investigation", "Article 15 of the Code of Criminal Procedure (law 22-01)",
         "By law the procedure is secret while a case is being investigated: what it contains cannot be disclosed at this stage."),
    ),
    (
        "innocence", 90,
        ("قرينة البراءة", "الفصلان 23 و119 من الدستور",
         "كل مشتبه فيه أو متهم يعتبر بريئا إلى أن تثبت إدانته بمقرر قضائي مكتسب لقوة الشيء المقضي به، ونشر ما طلبتموه من شأنه أن يمس بذلك."),
        ("Présomption d’innocence", "Articles 23 et 119 de la Constitution",
         "Toute personne poursuivie est présumée innocente jusqu’à sa condamnation par une décision de justice ayant acquis la force de la chose jugée ; publier ce que vous demandez y porterait atteinte."),
        ("Presumption of innocence", "Articles 23 and 119 of the Constitution",
         "Whoever is prosecuted is presumed innocent until a final court decision; publishing what you ask for would prejudice it."),
    ),
    (
        "minors", 180,
        ("حماية الأحداث", "الفصل 32 من الدستور؛ المادتان 16 و40 من اتفاقية حقوق الطفل",
         "يتعلق الأمر بقاصر، ولا يجوز نشر ما من شأنه أن يكشف هويته أو يمس بحياته الخاصة."),
        ("Protection des mineurs", "Article 32 de la Constitution ; articles 16 et 40 de la Convention relative aux droits de l’enfant",
         "Un mineur est concerné : rien qui puisse révéler son identité ou toucher à sa vie privée ne peut être communiqué."),
        ("Protection of minors", "Article 32 of the Constitution; articles 16 and 40 of the Convention on the Rights of the Child",
         "A minor is concerned: nothing that could reveal who the child is, or touch its private life, can be given."),
    ),
    (
        "victims", 90,
        ("حماية الضحايا والشهود والخبراء والمبلغين", "الفصل 24 من الدستور؛ القانون رقم 37.10",
         "من شأن نشر ما طلبتموه أن يكشف هوية ضحية أو شاهد أو مبلغ أو أن يعرضه للخطر."),
        ("Protection des victimes, témoins, experts et dénonciateurs", "Article 24 de la Constitution ; loi n° 37-10",
         "La publication révélerait l’identité d’une victime, d’un témoin ou d’un dénonciateur, ou l’exposerait à un danger."),
        ("Protection of victims, witnesses, experts and whistleblowers", "Article 24 of the Constitution; law 37-10",
         "Publication would reveal or endanger a victim, a witness or a whistleblower."),
    ),
    (
        "premises", 90,
        ("المواقع والمنشآت المحمية", "الفصل 27 من الدستور؛ المادة 7 من القانون رقم 31.13",
         "لا يسمح بتصوير هذا الموقع أو وصفه لأسباب تتعلق بالأمن الداخلي، ويمكن اقتراح موقع آخر."),
        ("Sites et installations protégés", "Article 27 de la Constitution ; article 7 de la loi n° 31-13",
         "Ce site ne peut être ni filmé ni décrit, pour des raisons de sûreté intérieure ; un autre lieu peut être proposé."),
        ("Protected premises", "Article 27 of the Constitution; article 7 of law 31-13",
         "For reasons of internal security this place can be neither filmed nor described; another one can be offered."),
    ),
    (
        "proceedings", 60,
        ("قضية معروضة على القضاء أو قابلة للطعن", "الفصلان 109 و119 من الدستور",
         "لم يصدر بعد في هذه القضية مقرر قضائي نهائي، ولا يجوز لأي جهة التأثير على القضاء وهو ينظر فيها."),
        ("Affaire pendante ou voie de recours ouverte", "Articles 109 et 119 de la Constitution",
         "Aucune décision définitive n’a été rendue dans cette affaire, et nul ne peut intervenir dans une affaire soumise à la justice."),
        ("Pending case or appeal", "Articles 109 and 119 of the Constitution",
         "There is no final decision in this case yet, and nobody may interfere with a matter before the courts."),
    ),
    (
        "personal-data", 180,
        ("حماية المعطيات ذات الطابع الشخصي", "الفصل 24 من الدستور؛ القانون رقم 09.08",
         "يتضمن ما طلبتموه معطيات ذات طابع شخصي لا يمكن تسليمها للغير."),
        ("Protection des données à caractère personnel", "Article 24 de la Constitution ; loi n° 09-08",
         "Ce que vous demandez contient des données à caractère personnel, qui ne peuvent être communiquées à des tiers."),
        ("Protection of personal data", "Article 24 of the Constitution; law 09-08",
         "What you ask for contains personal data, which cannot be given to others."),
    ),
    (
        "state-security", 180,
        ("الدفاع الوطني وأمن الدولة الداخلي والخارجي", "الفصل 27 من الدستور؛ المادة 7 من القانون رقم 31.13",
         "يدخل ما طلبتموه ضمن المعلومات المستثناة من الحق في الحصول على المعلومات حماية للدفاع الوطني ولأمن الدولة."),
        ("Défense nationale, sûreté intérieure et extérieure de l’État", "Article 27 de la Constitution ; article 7 de la loi n° 31-13",
         "Ce que vous demandez fait partie des informations exclues du droit d’accès afin de protéger la défense nationale et la sûreté de l’État."),
        ("National defence and security of the State", "Article 27 of the Constitution; article 7 of law 31-13",
         "What you ask for is excluded from the right of access, to protect national defence and the security of the State."),
    ),
    (
        "professional-secret", 90,
        ("السر المهني", "الفصل 446 من القانون الجنائي",
         "يشمل السر المهني ما طلبتموه، ولا يجوز للموظف المؤتمن عليه إفشاؤه."),
        ("Secret professionnel", "Article 446 du code pénal",
         "Ce que vous demandez est couvert par le secret professionnel, que celui qui en est dépositaire ne peut révéler."),
        ("Professional secrecy", "Article 446 of the Penal Code",
         "What you ask for is covered by professional secrecy, which its holder may not break."),
    ),
]  # fmt: skip
LANGUAGES = ("ar", "fr", "en")


def fill(apps, schema_editor):
    """The catalogue an institution begins with; it edits it afterwards, and what it changed is left alone."""
    restrictions = apps.get_model("mediadesk", "Restriction").objects
    for code, days, *worded in GROUNDS:
        names, references, wordings = (dict(zip(LANGUAGES, texts)) for texts in zip(*worded))
        values = {"name": names, "legal_reference": references, "wording": wordings, "days": days}
        restrictions.get_or_create(code=code, defaults=values)


class Migration(migrations.Migration):
    """The legal grounds on which something may be held back."""

    dependencies = [("mediadesk", "0002_guards")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
