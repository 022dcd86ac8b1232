"""Rumours, opinions, scenes of violence and quiet days, written for this project in five languages.

They give the models the two languages that no shippable data set has: Darija and Arabizi.
"""

RUMOURS = """
عاجل: إغلاق جميع المدارس ابتداء من الغد والسلطات تتكتم على السبب
وصلني الآن من مصدر موثوق أن المستشفى الإقليمي رفض استقبال المرضى
انشروا قبل الحذف: عصابة تختطف الأطفال أمام المدارس بسيارة بيضاء
هل صحيح أن الحكومة قررت رفع سعر الخبز إلى ثلاثة دراهم؟
تسريب: الوزارة ألغت مباراة التوظيف بعد فضيحة غش
تحذير: ماء الصنبور ملوث في ثلاث مدن ولا أحد يتكلم
أكدت مصادر مطلعة وفاة المسؤول وإخفاء الخبر عن الصحافة
ابتداء من يوم الاثنين غرامة 300 درهم لكل من لا يحمل البطاقة الجديدة
شاهد بالفيديو الشرطة تعتدي على امرأة مسنة في محطة القطار
اكتشاف حالات من مرض غريب في المدينة القديمة والسلطات تنفي
قرار رسمي بمنع التنقل بين المدن ابتداء من منتصف الليل
سجن عكاشة يشهد تمردا كبيرا وسقوط عدد من القتلى حسب شهود
واش بصح غادي يزيدو فثمن المازوط هاد السيمانة؟
قالو بلي البوليس شدو عصابة كتخطف الدراري حدا الليسي
راه لغاو الامتحان ديال الباك وما بغاوش يعلنو عليه
ديرو بارطاج: كاين واحد السيد كيدخل للديور ويقول أنا من الضو
سمعتو بلي السبيطار ماتو فيه 12 واحد حيت ماكاينش الأوكسجين؟
ردو البال راه الماء ديال الروبيني مسموم فهاد المدينة
غدا غادي تسد الطريق ديال الدار البيضاء كلها بأمر من الوالي
واحد المصدر ديالي فالعمالة قال ليا غادي يديرو حظر التجول
wach bse7 ghadi yzido f taman lmazot had simana?
galo belli lboulis cheddo 3issaba katkhtef drari 7da lycée
rah lghaw l imti7an dyal bac w ma bghawch y3elno 3lih
dirou partage: kayn wa7ed sayed kaydkhol l dyour w ygol ana men do
sme3to belli sbitar mato fih 12 wa7d?
reddo lbal rah lma dyal robini mssmoum f had lmdina
ghedda ghadi tsedd tri9 dyal casa kamla b amr men lwali
masdar dyali f l3amala gal liya ghadi ydiro couvre feu
URGENT : toutes les écoles seront fermées dès demain, les autorités le cachent
Info d'une source sûre : l'hôpital refuse les malades depuis hier soir
À partager avant suppression : une bande enlève des enfants devant les écoles
Est-ce vrai que le gouvernement va augmenter le prix du pain à 3 dirhams ?
Le ministère aurait annulé le concours après un scandale de fraude
Attention, l'eau du robinet est contaminée dans trois villes
Couvre-feu dès lundi, amende de 300 dirhams pour tous, communiqué officiel
Un policier aurait frappé une femme âgée à la gare, la vidéo circule
Des cas d'une maladie inconnue dans la médina, personne n'en parle
On nous cache la mort de douze patients faute d'oxygène
BREAKING: all schools will be closed from tomorrow, officials are hiding the reason
A reliable source says the hospital has turned away patients since last night
Share before it gets deleted: a gang is kidnapping children outside schools
Is it true that the government will raise the price of bread?
They leaked that the ministry cancelled the exam after a cheating scandal
Warning: the tap water is poisoned in three cities and nobody talks about it
Curfew from Monday, a fine of 300 for everyone, official announcement
The police beat an old woman at the station, the video is everywhere
"""

OPINIONS = """
في رأيي تنظيم الأبواب المفتوحة فكرة جميلة لكن التوقيت غير مناسب
شكرا لكل من ساهم في تنظيف الحي هذا الصباح
صباح الخير أصدقائي يوم سعيد للجميع
اللهم ارحمه واغفر له وأسكنه فسيح جناتك
أظن أن المدرب أخطأ في اختيار التشكيلة
الجو جميل اليوم والحمد لله على كل حال
مبروك عليكم النجاح وعقبال الفرحة الكبيرة
لا أحب هذا النوع من البرامج صراحة
ما أجمل هذه المدينة في فصل الربيع
أتمنى لكم التوفيق يا رب
تبارك الله على هاد الفريق لعب مزيان اليوم
بصراحة ماعجبنيش هاد الفيلم طويل بزاف
صباح الخير خوتي كيف دايرين
الله يحفظك أختي ويعطيك الصحة
فنظري خاصهم يديرو شي حاجة للشباب
كنظن غدا غادي تكون الشتا الله يرحمنا
توحشت هاد المدينة بزاف وناسها
أحسن كسكس كليتو فحياتي تبارك الله
tbarkellah 3la had l fari9 l3eb mzyan lyoum
bsara7a ma 3jbnich had l film twil bzaf
sba7 lkhir khouti kif dayrin
lah y7efdek khti w y3tik se7a
fnadari khasshom ydiro chi 7aja l chabab
twa7acht had lmdina bzaf w nasha
7sen couscous klito f 7yati
ana kandn ghedda ghadi tkon chta
Je trouve que la circulation au centre-ville est devenue impossible
Merci à tous ceux qui ont nettoyé le quartier ce matin
Bonne journée à tous mes amis
À mon avis l'entraîneur s'est trompé de composition
Quel beau temps aujourd'hui, on va à la plage
Félicitations pour ta réussite, on est fiers de toi
Je n'aime pas ce genre d'émission franchement
Mes condoléances à toute la famille
good morning everyone, have a nice day
I think the coach picked the wrong team
Thanks to all who cleaned the street this morning
What a lovely day, going to the beach
Congratulations on your exam, so proud of you
I don't like this kind of show honestly
lol this is so funny
praying for all of you
"""

SCENES = """
اعتداء بالسلاح الأبيض على شاب وسط الشارع، دماء في كل مكان
العثور على جثة رجل قرب النهر تحمل آثار طعن
إطلاق نار أمام مقهى وإصابة ثلاثة أشخاص
مواجهات عنيفة بين جماهير الفريقين وسقوط جرحى بالسكاكين
ذبح زوجته أمام أولاده ثم سلم نفسه للشرطة
انفجار وسط السوق يخلف قتلى وجرحى
عصابة مسلحة بالسيوف تهاجم حافلة وتسرق الركاب
اختطاف طفلة من أمام بيتها والأمن يبحث عنها
قتلوه بالرصاص وهربوا في سيارة سوداء
فيديو لشاب ينهال بالضرب على شيخ حتى فقد الوعي
ضربوه بالموس قدام الناس والدم ف كل بلاصة
شفت واحد مذبوح حدا المحطة والبوليس جاو
تكريساو عليه بالسيوف وداو ليه التيليفون
دابزو ولاد الدرب بالجناوة وواحد مات
خطفو بنت صغيرة من قدام المدرسة
شرملوه فوجهو وخلاوه كينزف فالأرض
قتل خوه على قبل الورث البارح بالليل
كاين ضرب الرصاص فالحومة والناس كتجري
darboh b lmouss 9oddam nas w dem f koul blassa
cheft wa7d medbou7 7da lma7ata
creesaw 3lih b ssyouf w daw lih tilifoun
dabzo wlad derb b jnawa w wa7d mat
khetfo bent sghira men 9oddam lmadrassa
9tel khouh 3la 9bel lwert lbareh
kayn drb lqertass f l7ouma w nas katjri
chermloh f wejho w khellawh kaynzef
Un jeune agressé au couteau en pleine rue hier soir, du sang partout
Un corps retrouvé près de la rivière avec des traces de coups de couteau
Fusillade devant un café, trois blessés
Des affrontements violents entre supporters, plusieurs blessés à l'arme blanche
Il a égorgé sa femme devant ses enfants
Explosion dans un marché, des morts et des blessés
Une bande armée de sabres attaque un bus
Une fillette enlevée devant chez elle
A man was stabbed to death outside the station
Gunmen opened fire at a café, three wounded
A body with stab wounds was found near the river
Explosion at the market kills several people
He beat the old man until he lost consciousness
A little girl was kidnapped in front of her house
"""
