"""Places that reports name: Morocco's towns and regions, its neighbours, the capitals in the news.

Every line is one place in its spellings; written normally, compared normalised. A country and its
capital share a line where reports use one for the other.
"""

from __future__ import annotations

PLACES = """
فاس بفاس فبفاس fes fez fès
الرباط بالرباط rabat
الدار البيضاء بالبيضاء البيضاء كازا كازابلانكا casablanca casa
مراكش بمراكش marrakech marrakesh mrrakch
طنجة بطنجة tanger tangier tanja
مكناس بمكناس meknes meknès
أكادير بأكادير أگادير agadir
وجدة بوجدة oujda wejda
تطوان بتطوان tetouan tétouan titwan
سلا بسلا salé sla
القنيطرة بالقنيطرة kenitra kénitra 9nitra
آسفي بآسفي safi asfi
الجديدة بالجديدة jadida
الناظور بالناظور nador
الحسيمة بالحسيمة hoceima hoceïma
تازة بتازة taza
سطات بسطات settat
خريبكة بخريبكة khouribga
بني ملال béni mellal mellal
العيون بالعيون laayoune laâyoune
الداخلة بالداخلة dakhla
ورزازات بورزازات ouarzazate
الصويرة بالصويرة essaouira
العرائش بالعرائش larache
القصر
تمارة بتمارة temara témara
المحمدية بالمحمدية mohammedia
برشيد berrechid
خنيفرة khenifra
الراشيدية الرشيدية errachidia
تارودانت taroudant
تيزنيت tiznit
كلميم guelmim
الفنيدق fnideq
المضيق mdiq
سبتة ceuta sebta
مليلية melilla
وزان ouazzane
شفشاون chefchaouen chaouen
بركان berkane
جرسيف guercif
صفرو sefrou
إفران ifrane
بنسليمان benslimane
الشرق شرق est east
الغرب غرب ouest west
الشمال شمال nord north
الجنوب جنوب sud south
أزرو azrou
ميدلت midelt
زاكورة zagora
تنغير tinghir
طاطا tata
السمارة smara
بوجدور boujdour
طرفاية tarfaya
تاونات taounate
تاوريرت taourirt
جرادة jerada
فكيك figuig
الدريوش driouch
العروي laaroui
أزيلال azilal
دمنات demnate
اليوسفية youssoufia
شيشاوة chichaoua
إيمنتانوت imintanoute
الحاجب elhajeb
بوزنيقة bouznika
بوسكورة bouskoura
مديونة mediouna
النواصر nouaceur
الصخيرات skhirat
تيفلت tiflet
الخميسات khemisset
الرماني rommani
أصيلة asilah
مرتيل martil
ترجيست targuist
المغرب maroc morocco lmaghrib lmghrib lmaghreb
الجزائر algérie algeria alger algiers dzayer
تونس tunisie tunisia tunis
ليبيا libye libya طرابلس tripoli
موريتانيا mauritanie mauritania نواكشوط nouakchott
مصر égypte egypt القاهرة cairo caire
السودان soudan sudan الخرطوم khartoum
فلسطين palestine غزة gaza
القدس jérusalem jerusalem
إسرائيل israël israel
لبنان liban lebanon بيروت beyrouth beirut
سوريا سورية syrie syria دمشق damas damascus
حلب alep aleppo
العراق irak iraq بغداد bagdad baghdad
الموصل mossoul mosul
الأردن jordanie jordan
السعودية saoudite saudi الرياض riyad riyadh
جدة jeddah
مكة mecque mecca
اليمن yémen yemen صنعاء sanaa
عدن aden
قطر qatar الدوحة doha
الكويت koweït kuwait
البحرين bahreïn bahrain
الإمارات émirats emirates أبوظبي
دبي dubaï dubai
إيران iran طهران téhéran tehran
تركيا turquie turkey أنقرة ankara
إسطنبول اسطنبول istanbul
روسيا russie russia موسكو moscou moscow
أوكرانيا ukraine كييف kiev kyiv
الصين chine china بكين pékin beijing
اليابان japon japan طوكيو tokyo
الهند inde india
باكستان pakistan
أفغانستان afghanistan كابول kaboul kabul
فرنسا france
باريس paris
مارسيليا marseille marseilles
ليون lyon
تولوز toulouse
بوردو bordeaux
نانت nantes
نانسي nancy
إسبانيا espagne spain
مدريد madrid
برشلونة barcelone barcelona
مالقة malaga
البرتغال portugal لشبونة lisbonne lisbon
إيطاليا italie italy
روما rome
ميلانو milan
ألمانيا allemagne germany
برلين berlin
بلجيكا belgique belgium
بروكسيل بروكسل bruxelles brussels
هولندا hollande netherlands
أمستردام amsterdam
بريطانيا bretagne britain إنجلترا angleterre england
لندن londres london
سويسرا suisse switzerland
جنيف genève geneva
كندا canada
أمريكا amérique america
واشنطن washington
نيويورك newyork
بوسطن boston
هيوستن houston
البرازيل brésil brazil
السنغال sénégal senegal
مالي mali
النيجر niger
نيجيريا nigeria
"""
