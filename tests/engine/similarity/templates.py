"""One sentence with another town, number, date or name each time: as many contents as sentences."""

from __future__ import annotations

TOWNS = {
    "ar": """
    فاس الرباط الدار_البيضاء مراكش طنجة مكناس أكادير وجدة تطوان سلا القنيطرة آسفي الجديدة الناظور الحسيمة تازة
    سطات خريبكة بني_ملال العيون الداخلة ورزازات الصويرة العرائش تمارة المحمدية برشيد خنيفرة الراشيدية تارودانت
    تيزنيت كلميم الفنيدق المضيق وزان شفشاون بركان جرسيف صفرو إفران بنسليمان أزرو ميدلت زاكورة تنغير طاطا
    السمارة بوجدور طرفاية سيدي_قاسم سيدي_سليمان سيدي_بنور سيدي_إفني تاونات تاوريرت جرادة فكيك الدريوش
    العروي أزيلال دمنات الفقيه_بن_صالح وادي_زم أبي_الجعد اليوسفية شيشاوة إيمنتانوت قلعة_السراغنة بن_جرير
    الحاجب مولاي_يعقوب مولاي_إدريس بوزنيقة بوسكورة مديونة النواصر الصخيرات عين_حرودة تيفلت الخميسات الرماني
    القصر_الكبير أصيلة مرتيل الجبهة ترجيست تونس الجزائر القاهرة بيروت دمشق بغداد عمان الرياض الدوحة الكويت
    باريس لندن مدريد برشلونة روما برلين بروكسيل أمستردام لشبونة إسطنبول أنقرة موسكو كييف واشنطن
    """,
    "fr": """
    Fès Rabat Casablanca Marrakech Tanger Meknès Agadir Oujda Tétouan Salé Kénitra Safi El_Jadida Nador
    Al_Hoceima Taza Settat Khouribga Béni_Mellal Laâyoune Dakhla Ouarzazate Essaouira Larache Témara
    Mohammedia Berrechid Khénifra Errachidia Taroudant Tiznit Guelmim Fnideq Ouazzane Chefchaouen
    Berkane Guercif Sefrou Ifrane Benslimane Azrou Midelt Zagora Tinghir Tata Boujdour Tarfaya Taounate
    Taourirt Jerada Figuig Azilal Demnate Youssoufia Chichaoua Bouznika Bouskoura Médiouna Tiflet
    Khémisset Asilah Martil Tunis Alger Le_Caire Beyrouth Damas Bagdad Paris Londres Madrid Barcelone
    Rome Berlin Bruxelles Lyon Lille Nantes Nancy Nice Marseille Toulouse Bordeaux Genève Lausanne
    Istanbul Ankara Moscou Kiev Washington Boston Houston
    """,
    "arabizi": """
    fes rabat casa marrakech tanja meknes agadir oujda tetouan sla kenitra asfi jdida nador lhoceima taza
    settat khouribga benimellal la3youne dakhla warzazat souira lara2ich temara mohammedia berrchid khenifra
    rrachidia taroudant tiznit gelmim fnideq wazzan chefchaouen berkan gercif sefrou ifran azrou midelt zagora
    """,
}
MONTHS = {
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "arabizi": "yanayer fibrayer mars abril may younyo youlyouz ghocht chotanbir oktober nouanbir doujanbir",
}
DAYS = {
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "arabizi": "ltnin tlat larb3 lkhmis jm3a sebt l7ed",
}
NUMBERS = " ".join(
    map(str, (*range(2, 22), 25, 27, 30, 33, 37, 40, 45, 54, 60, 70, 75, 77, 90, 100, 110, 200, 700, 7000))
)
WORDS = {
    "ar": "ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين",
    "fr": "deux trois quatre cinq six sept huit neuf dix vingt trente quarante cinquante soixante",
    "arabizi": "jouj tlata reb3a khamsa setta seb3a tmnya tes3oud",
}
SENTENCES = {
    "ar": (
        "انفجار قنينة غاز داخل منزل وسط {town} يخلف جرحى في صفوف السكان",
        "عاجل انقطاع الماء الصالح للشرب عن أحياء {town} طيلة هذا الأسبوع بسبب أشغال الصيانة",
        "مقتل {number} أشخاص في حادثة سير خطيرة على الطريق السيار صباح اليوم",
        "السلطات تعلن إصابة {number} شخصا بعد انهيار عمارة في طور البناء وسط المدينة القديمة",
        "تأجيل امتحانات الباكالوريا إلى {number} {month} المقبل حسب مصدر من الوزارة",
        "إضراب وطني لعمال النقل الطرقي يوم {day} احتجاجا على ارتفاع أسعار المحروقات",
        "وفاة {word} أطفال غرقا في شاطئ غير محروس خلال عطلة نهاية الأسبوع",
        "الشرطة بمدينة {town} توقف شخصا يشتبه في تورطه في سرقة محل لبيع الهواتف يوم {day}",
    ),
    "fr": (
        "Explosion d'une bonbonne de gaz dans une maison au centre de {town}, plusieurs blessés signalés",
        "URGENT coupure d'eau potable dans les quartiers de {town} toute la semaine selon les riverains",
        "Un accident de la route fait {number} morts sur l'autoroute ce matin selon les secours",
        "Le baccalauréat reporté au {number} {month} prochain selon une source du ministère",
        "Grève nationale des transports routiers ce {day} contre la hausse du prix des carburants",
        "Noyade de {word} enfants sur une plage non surveillée pendant le week-end",
        "La police de {town} arrête un homme soupçonné du vol d'un magasin de téléphones",
    ),
    "arabizi": (
        "tfrg3at bota dyal lgaz f wa7d dar f west {town} o kaynin majrou7in bzaf",
        "l7adita dyal lyoum mat fiha {number} dyal nass f tri9 lkbira sba7",
        "ghadi ykoun idrab nhar {day} 3la 9bel lghla dyal lmazot f lbilad kamla",
        "ghr9o {word} dyal drari sghar f lb7er had simana",
    ),
}


def _values(lang: str) -> dict[str, list[str]]:
    named = {"town": TOWNS, "month": MONTHS, "day": DAYS, "word": WORDS}
    lists = {name: table[lang].split() for name, table in named.items()}
    return {name: [one.replace("_", " ") for one in values] for name, values in lists.items()} | {
        "number": NUMBERS.split()
    }


def families() -> list[list[str]]:
    """Return for each sentence and each of its blanks all the fillings, every one another content."""
    found = []
    for lang, sentences in SENTENCES.items():
        values = _values(lang)
        for sentence in sentences:
            for blank in (name for name in values if f"{{{name}}}" in sentence):
                rest = {name: several[0] for name, several in values.items() if name != blank}
                found.append([sentence.format(**{blank: value}, **rest) for value in values[blank]])
    return found
