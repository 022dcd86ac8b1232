"""Moroccan words of the news in standard Arabic: what a post in Darija is also looked up by.

One line a meaning: the standard words, then the spellings in Arabic and in Latin letters. A spelling
stands for all words with its consonants when it has three or more of them; shorter ones only for
themselves. Written for this project.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from .normal import normalise
from .skeletons import word_skeleton

_TABLE = """
خطف اختطاف | خطفو تخطف تخطفات كيخطفو خطفات khtfo khtf tkhtef khetfo kaykhtfo
سرقة سرق | سرقو كيسرقو شفرو كيشفرو تسرق sr9o sr9 kaysr9o chfro tser9
لص | شفار الشفارة لشفارة cheffar chffar chefara
قتل مقتل | قتلو قتلات كيقتل تقتل قتلوه 9tl 9tlo 9etlo 9tlat tqtel t9tel
مات وفاة قتيل | مات ماتو ماتت توفى توفا ميتين mat mato matet mayet tweffa mout lmout
جثة | جتة ميتة jotta jetta jutta
انتحار ينتحر | نتحر نتاحر ntaher nt7er
اعتداء ضرب | ضربو كيضرب ضرباتو تعداو ضرابة drbo dreb kaydrb t3da t3daw draba
هجوم مهاجمة | هجمو هاجم كيهجمو hjmo hjem hejmo kayhjmo
اعتقال اعتقل | شدو شداتو تشد حصلو قبطو cheddo chddo chdo tched 7slo 9ebto
سجن | حبس الحباس لحبس l7bs hebs habs
سجين سجناء | حباسي حباسة محبوسين 7abassi lhbassa mhboussin
هرب هروب فرار | هربو هرب هربات hrbo hreb hrab hereb
شرطة شرطي أمن | بوليس البوليس بوليسي بوليسية bolis boulis bolissi bolici bolissia bolissiya police policier
درك دركي | جدارمية جدارمي جندارم jadarmia jandarm jdarmia gendarme gendarmerie
جيش عسكري | العسكر عسكر لعسكر l3skr l3asker
مركز الشرطة مفوضية | كوميسارية الكوميسارية comissariat comisaria commissariat komisaria
حادثة سير | كسيدة لكسيدة كسايد kssida kassida ksida accident
سيارة | طوموبيل طوموبيلات طوموبيلة لوطو tomobil tonobil tomobilat loto voiture
حافلة | كار الكار لكار طوبيس الطوبيس lkar tobis toubis autocar
دراجة نارية | موطور الموطور موطورات motor lmotor moto
شاحنة | كاميو الكاميو رموك camio camion
سيارة أجرة | طاكسي الطاكسي taxi taxiyat
سيارة إسعاف | لامبيلانص لمبيلونص ambulance lambilance
قطار | تران التران tran lmachina train
محطة القطار | لاكار lagare gare
طائرة | طيارة الطيارة طيارات tayara tyara avion
مطار | لاطيران المطار lmatar aéroport airport
طريق سيار | لوطوروت lautoroute autoroute
طريق شارع | زنقة الزنقة طريق zn9a zen9a tri9 trig
رصيف | طروطوار trottoir trotoir
غرامة مخالفة | بروصي البروصي proces brossi broci
رخصة السياقة | برمي البيرمي permis permi
بطاقة التعريف | لاكارط لاكارت ناسيونال cartenationale lakart cin
جواز السفر | باسبور الباسبور passport passeport baspour
تأشيرة | فيزا الفيزا visa
مستشفى | سبيطار السبيطار لسبيطار sbitar sbitare hopital clinique
طبيب أطباء | طبا الطبا طبيب دكتور tobba tbib toubib docteur
ممرض | فرملي فرملية fermli infirmier
دواء | دوا الدوا dwa ddwa
لقاح تلقيح | جلبة الجلبة جلبات لفاكسان jelba jalba vaccin lvaccin
مرض | مرض مراض لمرض mrd lmerd
سرطان مسرطنة | كونصير كانسر cancer concer
كوليرا | كوليرا colera cholera
حصبة | بوحمرون bouhamroun bou7amroun
حامل | حاملة 7amla hamla
ولادة وضع مولود | ولدات كتولد تزاد wldat weldat ktwled tzad
رضيع مولود | تربية رضيع rdi3 radi3 bebe
طفل أطفال | دري الدري دراري الدراري وليدات ولادكم وليد الصغار dri drari derri wlidat wladkom wlad sghar
طفلة فتاة | بنية بنت بنات bnita bniya bnt bnat
رجل شاب | راجل الراجل ولد rajel rajl weld
امرأة سيدة نساء | مرا المرا عيالات العيالات لعيالات mra lmra l3yalat 3yalat
عجوز | شيباني شيبانية عكوزة العكوزة chibani chibania l3goza 3guza l3guza
عائلة أسرة | عائلة الفاميلا عائلات famila famille 3a2ila
زوج زوجة | مراتو راجلها mrato rajelha
مدرسة | سكويلة السكويلة المدرسة لمدرسة skwila madrasa lmdrasa école ecole
ثانوية | ليسي الليسي lycee lici
تلميذ تلاميذ | تلامد التلامد تلميد تلميدة tlamd tlamed tlmid tlmida
معلم أستاذ | أستاذ أساتذة معلم ostad oustad prof
دراسة | قراية القراية القرايا l9raya 9raya
امتحان امتحانات | امتحان ليكزامان ليزيكزاما limti7an limti7anat examen lexamen
باكالوريا | الباك باك lbac bac
جامعة كلية | لافاك الكلية lafac fac
أسبوع | سيمانة السيمانة simana ssimana semaine
يوم | نهار النهار nhar nhaar
الليلة ليل | بالليل ليلة blil lila
أمس | البارح lbare7 lbareh
سنة | عام العام l3am 3am
اثنين | التنين نهار التنين tnin ltnin
إضراب | كريف الكريف grève greve lgrif
مسيرة مظاهرة احتجاج | مسيرة الوقفة manif massira lmassira
حظر التجول | كوفر فو الكوفرفو couvrefeu couvre
منع ممنوع | ممنوع مانعين منعو mamnou3 mmnou3 mn3o
سماح | خلاو يخليو khlaw ykhliw
إغلاق أغلق | سدو سداتو تسدات مسدود سدات seddo sddo tsedd mesdoud
فتح | حلو تحلات حلات 7ello hello
إلغاء | لغاو حيدو حيدوه تلغا lghaw 7ydo 7iydo hiydo tlgha y7ydo
سحب | يحيدو سحبو y7yd y7iydo s7bo
زيادة ارتفاع رفع | زادو طلعو غلا غلات zado tel3o ghla ghlat
سعر ثمن | تمن التمن ثمن tamane taman taman ttaman
نقود مال | فلوس الفلوس flous flouss flousse flouskom
أجر راتب | صالير الصالير مانضة salaire salir lmanda
مساعدة دعم | دعم الدعم عاونو da3m d3em
توزيع | كيفرقو كتفرق تفريق فرقو kayfr9o katfr9 fr9o
بيع يبيع | كيبيعو باعو بيع kaybi3o ba3o kayba3
شراء | شرا كيشريو chra kaychriw
عمل شغل | خدمة الخدمة khdma khedma
مباراة توظيف | كونكور الكونكور concours concour
دكان محل | حانوت الحانوت حوانت 7anout lhanout l7wanet
سوق | سوق السوق مارشي souk souq marché lmarchi
خبز | خبز الخبز khobz lkhobz
مخبزة | فران الفران ferran farran
لحم | لحم اللحم l7m lhem
حليب | حليب لحليب 7lib l7lib
ماء | الما لما lma
كهرباء | ضو الضو تريسيتي daw ddaw trissinti dow
قنينة غاز | بوطة البوطة بوطا bota lbota bouta
انقطاع قطع | تقطع يتقطع قطعو مقطوع yt9te3 9t3o t9ta3 y9t3o
إنترنت | أنترنيت كونيكسيون لكونيكسيون internet connexion lconnexion
هاتف | تيليفون بورطابل portable telephone tilifon
رسالة | ميساج رسالة message msg
تسجيل صوتي | أوديو فوكال audio vocal
صورة | تصويرة تصاور teswira tsawer photo
رابط | ليان lien
منزل بيت دار | دار الدار ديور الديور dar ddar dyor
عمارة مبنى | عمارة باطيمة 3imara batima immeuble
انهيار سقط سقوط | طاح طاحت طاحو غايطيح تهدمات ta7 tahet tahto tahat ti7 yti7
حريق | عافية العافية شعلات تحرق حرقو l3afya 3afia ch3lat 7er9o
انفجار | طرطق تفركع تفرگع trtg tferga3 tferg3
قنبلة | بومبة bomba bombe bouma
غاز | غاز الغاز gaz lgaz
سام مسموم تسميم | مسموم سممو سم semmo semmat msmoum tsemmem
ملوث | موسخ ملوث mwessekh mlowet
فاسد | خاسر خاسرة khasr khasra
زلزال هزة | زلزال الزلزال zilzal zelzal
فيضان فيضانات | حملة واد الواد لواد lwad l7amla hamla
غرق | غرق غرقو ghr9 ghre9 ghr9o
بحر شاطئ | بحر البحر لبلاج lb7r lbhar plage
غابة | غابة الغابة ghaba lghaba
سد | باراج الباراج السد barrage lbarrage sed
حيوان كلب | كلب كلاب kelb klab
أسد | سبع السبع sb3 sba3
خروف أضحية عيد الأضحى | حولي الحولي العيد لكبير 7awli l3id
حج عمرة | الحج l7ej lhaj
مسجد | جامع الجامع جوامع لجوامع jam3 jame3 ljam3 jwam3
قرآن مصحف | قرآن القران qor2an lqor2an 9or2an koran
رمضان | رمضان ramdan ramadan
صلاة | صلا الصلا sla salat
حجاب | حجاب 7ijab hijab
غناء أغنية | غنا الغنا lghna ghna
تلفزيون | تلفزة التلفزة tlfaza tlfza
برنامج | برنامج إيميسيون barnamaj emission
مشجع | مشجع الجمهور supporter
ملعب | تيران التيران tiran terrain stade
مباراة | ماتش الماتش match
فريق منتخب | فرقة الفرقة ferqa equipe
لاعب | لاعب لعاب joueur la3ib
اعتزال توقف | حبس حبسات بطل 7bs 7bsat hbsat
استقالة | استقالة ديميسيون istiqala demission
مدير | مدير المدير modir mudir directeur
رئيس | ريس الريس لريس rais rayes président
ملك | ملك سيدنا lmalik malik sidna
عفو | عفا عفو 3fa 3afw 3fou
حكومة | حكومة الحكومة l7okouma lhokouma
وزارة وزير | وزارة الوزير lwizara wizara lwazir wazir
برلمان | برلمان لبارلمون barlaman parlement
ولاية | ولاية الولاية wilaya lwilaya
بلدية جماعة | بلدية لبلدية الجماعة baladia lbaladiya jma3a
محكمة | محكمة المحكمة tribunal lma7kama
إعدام | إعدام i3dam
رشوة | رشوة الرشوة rchwa rechwa
مخدرات | درويݣ حشيش القرقوبي لغبرة drogue 7chich 9er9oubi
سلاح مسدس | فردي الفردي سلاح ferdi slah
رصاص | قرطاس القرطاس 9rtas 9ertas
سكين سيف | موس الموس جنوية سيوفا mouss jenwiya siyouf
عصابة | عصابة گانغ 3issaba gang
مهاجر مهاجرون هجرة | حراكة الحراكة حراق حريك 7erraga harraga hrig l7rig
إشاعة كذب | كدوب الكدوب إشاعة kdoub kdob icha3a
تحذير احذروا | ردو بالكم ردو البال عنداكم rdo balkom reddo rddo 3ndak
مجهول شخص | واحد شي واحد wahd wa7d chiwa7d
عثور عثر | لقاو لقى لقاوه l9aw lqaw l9a l9awh
اختفاء مفقود | غبر غبرو تلف تلفو ghbr ghber ghbro tlfo
قرب أمام | حدا قدام 7da hda 9dam 9eddam
مريض | مريض عيان mrid 3yan
جريح إصابة | مجروح تجرحو mjrou7 tjr7o mjro7
جديد | جديد جداد jdid jdad
كبير | كبير كبيرة kbir kbira
صغير | صغير صغيرة sghir sghira
ألف مائة | مية 100 miya
ثلاثة | تلاتة tlata
طالب طلبة | طلبة الطلبة tolba tlaba
موظف موظفون | موظفين خدامة mowadafin lmowadafin khdama
فلاح | فلاح الفلاحة fellah
مطر أمطار | شتا الشتا chta cheta
برد | برد البرد lberd bred
ثلج | تلج التلج telj
حرارة | سخانة الصهد skhana ssehd
رأس السنة | راس العام rass l3am
قديم قديمة | قديم قديمة 9dim 9dima qdim
مزور مزيف | مزور مزورة mzewer mzewra mzwer
"""


def _lines() -> Iterator[tuple[tuple[str, ...], list[str]]]:
    for line in _TABLE.strip().splitlines():
        standard, _bar, spellings = line.partition("|")
        yield tuple(normalise(standard).split()), normalise(spellings).split()


_EXACT: dict[str, tuple[str, ...]] = {}
_BY_BONES: dict[str, tuple[str, ...]] = {}
_TOLD_BY_BONES = 3
for _standard, _spellings in _lines():
    for _word in _spellings:
        _EXACT.setdefault(_word, _standard)
        if len(_bones := word_skeleton(_word)) >= _TOLD_BY_BONES:
            _BY_BONES.setdefault(_bones, _standard)


@lru_cache(maxsize=1 << 15)
def standard_words(word: str) -> tuple[str, ...]:
    """Return the standard words for one normalised Moroccan word; empty when it is not in the table."""
    if word in _EXACT:
        return _EXACT[word]
    bones = word_skeleton(word)
    return _BY_BONES.get(bones, ()) if word.isascii() and len(bones) >= _TOLD_BY_BONES else ()


def in_standard(words: Iterable[str]) -> str:
    """Return normalised ``words`` as one text, with the standard word in place of those of the table."""
    return " ".join((standard_words(word) or (word,))[0] for word in words)
