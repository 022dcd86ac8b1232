"""Short words that give a language away. Written normally; compared normalised.

A word stands in the list of every language that has it; what is common to two decides nothing.
"""

from __future__ import annotations

ARABIC = """
في من على إلى عن الذي التي هذا هذه ذلك تلك لم لن ليس ليست قد سوف سيتم تم يتم حيث كما لقد عند منذ
خلال بعد قبل بين أن
إن إنه أنها أنه كان كانت يكون هناك الذين اللذين أيضا جدا نحن أنت هل ماذا لماذا متى كيف أين أكثر كل
غير أو ثم وقد فقد
وهو وهي الآن اليوم أمس بعض حول ضد دون عبر لدى سوى يجب يمكن أعلنت أكد قال قالت بأن لأن وأن
"""

DARIJA = """
ديال ديالي ديالك ديالو ديالها ديالنا ديالكم ديالهم دالمغرب هاد هادي هادو هادشي هاذشي هداك هديك داك
ديك داكشي لي اللي
فين واش وش شنو شنوا أشنو اشنو علاش كيفاش فوقاش فاش باش راه راها راهم راني راك كاين كاينة كاينين
ماكاين مكاين مكاينش ماكاينش غير حتا
حيت حيتاش بحال شي واحد وحدة دابا بزاف عندو عندهم عندي كيقول كيقولو كيدير كيديرو كتقول كندير كنقول
غادي غاي غا
مازال مزال زعما والو بغيت بغا بغاو بغينا بغيتي خاصنا خاص خاصو خصنا خصو مابقاش مبقاش مابغاش ماشي مشي
حنا نتا نتي
نتوما هوما هما هنايا تما لهيه شكون كيما كيفما بلا عاد ولا ولاو دار دارو داير دايرين كلشي بنادم
الدراري دراري
العيالات خويا ختي صافي يالاه ياك هضرة كيهضرو شفت شفتو شوف عافاك عفاك زوين زوينة خايب مزيان مزيانة
فلوس
بوليس طوموبيل لمغاربة مغاربا كيوقع وقع طرات جاو مشاو مشا جا فيديوهات بارطاجيو برطاجي تبارك سيفطو
صيفط
سيري سيرو زيدو قولو گول گولو خليو تفو شوهة شوهتونا شوهتينا حشومة حشوما مسخوطة ميمتك الدرية درية
لمرا لبنت لولاد لبنات لعيالات لمغرب سحابلي سحبلي بصح بصاح بحالك بحالو بحالها بحالكم ليك ليا
معاك معايا كنتي قلتي درتي شفتي جيتي مشيتي عرفتي بغيتو درتو شحال مورا دغيا بشوية بلاصة بلاصتك
لبارح ليوم لعام هادوك هدشي فهاد فهد راسو خصك خصها خاصك خاصها معرفتش والفو واخا وخا اوا ايوا
ديرو دير قالك قاليك كاع گاع ڭاع لقاو ضربوه قتلوه دبا دروك عطاوه هدرو هدر
"""

# Latin letters: Moroccan Arabic as it is typed.
ARABIZI = """
dyal dial diyal dyali dyalo dyalou dialo dialna dyalna dyalhom dialhom had hada hadi hado hadchi
hadshi dak dakchi li lli fin
wach wash wesh chno chnou chnowa achno 3lach 3lash kifach kifash fach bach bash rah raha rahom rani
rak kayn kayen kayna kaynin makaynch
makayench ghir ghi hta 7ta 7it hit bhal b7al bhalo chi shi wahed wa7d wahd wa7ed daba bzaf bezaf
bezzaf 3nd 3and 3ndo 3andi 3ndi 3ndna 3ndhom
mn men m3a ma3a 3la 3liha 3lih fiha fih fihom ana nta nti hna 7na howa hiya homa ntoma machi mashi
mabghach mab9ach ma3reftch ma3ndich
ghadi ghadin gha bghit bgha bghaw bghina khas khass khasna khso kay kaygol kaygolo kat katgol kandir
kaydir kaydiro dar daro dayr dayra
3afak 3afakom safi yallah yak khoya khouya khti sa7bi sahbi zwin zwina mzyan mezyan khayb walo walou
3ad 7ta9 l9aw l9a mcha mchaw ja jaw
9alo 9alou 9al galo galou gal goul 9olo chouf choufo chof sift siftou partagiw lmaghrib lmghrib
lmaghreb lmgharba nas nass bnadem drari
l3yalat flous flos boulis chkon chkoun kima bla kolchi kolshi wla wlla hadik hadak hadok tema hnaya
lyouma lyoum lbare7 ghda inchallah inshallah
wlah wallah hamdolah 7amdolilah salam labas hchouma 7chouma 3ib wa3er lah allah rabi yarabi sabah
lkhir chwiya
"""

FRENCH = """
le la les des du au aux une est sont était ce cette ces qui que quoi dont où mais donc pour pas plus
dans sur avec sans
je tu il elle nous vous ils elles on mon ma mes ton son sa ses leur leurs notre votre être été avoir
fait faire
à très aussi comme tout tous toute toutes après avant chez entre vers depuis pendant jusqu selon
contre encore déjà
c est qu n'est l'on j'ai d'un d'une et ou si ne y en un de se suis êtes ont avait peut doit faut
bien aujourd'hui hier
quand pourquoi comment parce alors ainsi moi toi lui eux merci bonjour soir
"""

ENGLISH = """
the and of to is are was were be been has have had will would can could should this that these those
it its he she
they we you your my his her their our for with from by at on in as not no but or if so than then
there here what which
who when where why how all any some more most just about after before over under into out up down
now new please
i'm don't doesn't isn't can't won't it's that's do does did get got people help today via
"""

OTHER_LATIN = """
el los las del una por para con que es está están este esta estos pero como más muy su sus al lo se
no sin sobre entre
desde hasta ya hay ser fue son han ha mi tu y o cuando donde porque todo todos hoy gracias
il lo gli della delle dei degli di che è sono non con per una uno nel nella alla dal dalla questo
questa come più ma ho
hanno anche ancora tutti tutto oggi grazie ci
o os da do das dos em não um uma para com por mais mas foi são você no na nas nos ao à ele ela isso
este esta muito
hoje obrigado
der die das und ist nicht ein eine mit für auf von zu den im dem sich auch wir ich sie
ang mga sa ng na ay po at ko si ni yung lang naman kay para hindi nga kami tayo
het een van en niet dat op te voor zijn
bir ve bu da de için ile çok ne değil var yok olan
"""

# In Arabic letters but not Arabic: Persian, Urdu, Sorani. Only what stays distinct once normalised.
OTHER_ARABIC_SCRIPT = """
است برای شود دارد کرد کند کنند همه شما نیست هستند ایران بوده گفت
ہیں اور نہیں تھا تھی گیا رہا بھی لئے کیا جو ہوئے سکتا
ئەو دەکات هەر
"""
