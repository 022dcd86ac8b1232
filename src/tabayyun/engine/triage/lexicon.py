"""What the scores are read from: words and phrases by language, with their weights.

One table a score and language. A key is the weight (0–1: how sure a text with this word alone is),
a value the words, separated by «،»; several words in an entry are a phrase, in that order. They are
compared as light stems, so plural and article need no entry of their own; Arabic and Darija verbs do,
for each person that matters. Written for this project; the sources of violence and rumour wordings
are named in `docs/decisions/triage-baseline.md`.
"""

from __future__ import annotations

Table = dict[float, str]

VIOLENCE: dict[str, Table] = {
    "ar": {
        0.75: "جريمة قتل، طعن، طعنه، طعنوه، ذبح، مذبحة، مجزرة، إطلاق نار، إطلاق الرصاص، سلاح أبيض، بالسلاح الأبيض، "
        "اغتيال، جثة، جثث، دماء في كل مكان، انفجار، تفجير، هجوم مسلح، عصابة تختطف، اختطاف، يختطفون، اغتصاب",
        0.6: "قتل، مقتل، قتيل، قتلى، قتلوا، قتلوه، يقتل، قاتل، دماء، سكين، ساطور، رصاص، رصاصة، خطف، اختطف، "
        "تختطف، اعتداء، تعنيف، سفك، قنبلة، عبوة ناسفة، إرهابي، رهائن، مسلحون، حرق جثة",
        0.4: "جريح، جرحى، إصابة، مصابين، ضرب، ضربوه، عنف، شجار، مواجهات، اشتباكات، حريق، حادثة سير، عصابة، سرقة، "
        "سطو، تهديد أمني، ضحية، ضحايا، وفاة، مصرع، نزيف، دم",
    },
    "ary": {
        0.7: "ضربوه بالموس، قتلوه، ذبحوه، دبحوه، كريساو، كريساج، مشرمل، تشرميل، شرملو، بالجنوية، تفرگعات، خطفو، كتخطف",
        0.5: "موس، جنوية، سيوف، تجرحو، مجروح، الدم، دابزو، تدابزو، ضاربو، سرقو، شفارة، گريسيو، قرطاس",
    },
    "arabizi": {
        0.7: "9tlo، 9telo، qetlo، dreb b lmouss، darboh b lmouss، dreboh، creesaw، tferg3at، tfarg3at، khatfo، kaykhetfo",
        0.5: "lmouss، mouss، dem، ddem، jerho، tjer7o، crissage، chefara، sserqa، 3onf",
    },
    "fr": {
        0.75: "assassinat، poignardé، poignardée، égorgé، égorgée، fusillade، coups de feu، attaque au couteau، "
        "agressé au couteau، cadavre، tuerie، explosion، attentat، kidnapping، enlèvement، viol، violée",
        0.6: "meurtre، tué، tués، tuer، mort par balle، couteau، arme blanche، agression، agressé، sang، otage، "
        "bombe، kidnappé، enlève des enfants، lynchage",
        0.4: "blessé، blessés، violence، violences، bagarre، affrontement، incendie، braquage، victime، victimes، décès، morts",
    },
    "en": {
        0.7: "murder، murdered، stabbing، stabbed، shooting، gunman، massacre، beheaded، explosion، bombing، "
        "terror attack، kidnapped، kidnapping، hostage، rape",
        0.5: "killed، kills، dead bodies، shot dead، gunshot، knife attack، bomb، blast، assault، assaulted، corpse",
        0.3: "killing، dead، deaths، injured، wounded، victim، blood، casualties، violence، fire",
    },
}

THREAT: dict[str, Table] = {
    "ar": {
        0.6: "سوف أقتلك، ستموت، ستندم، انتظر نهايتك، دمك حلال، يجب قتلهم، اقتلوهم، احرقوهم، اذبحوهم، سنحرق، سنفجر، "
        "سنهاجم، سنقتل، سأنتقم، موعدنا، أهدر دمه",
        0.3: "تهديد بالقتل، سننتقم، الانتقام، حذار",
    },
    "ary": {
        0.6: "غادي نقتلك، غانقتلك، والله حتى نقتلك، نذبحك، ندبحك، غادي نشرملك، نهرسك، نهرس راسك، نحرق دارك، غنوريك",
    },
    "arabizi": {
        0.6: "ghadi n9tlek، ghan9etlek، nqetlek، n9tlek، ndeb7ek، nherres rassek، n7re9 darek، ghanwrik"
    },
    "fr": {
        0.65: "je vais te tuer، on va te tuer، on va vous tuer، tu vas mourir، vous allez mourir، je te tuerai، "
        "on va brûler، on va tout faire sauter، tu es mort",
        0.3: "menace de mort، vengeance، je vais te retrouver",
    },
    "en": {
        0.65: "i will kill you، i'll kill you، gonna kill you، going to kill، you will die، we will burn، "
        "i will shoot، blow up the",
        0.3: "death threat، you will regret، watch your back",
    },
}

RUMOUR: dict[str, Table] = {
    "ar": {
        0.55: "انشروا قبل الحذف، قبل الحذف، انشر قبل، انشروها، انشروه على أوسع نطاق، تتكتم، يتكتمون، الإعلام لا يريد، "
        "وصلني، توصلت بهذا، كما وصلني، منقول، أخبروا الجميع، أرسلها للجميع، من صديق موثوق، مصدر موثوق",
        0.45: "عاجل، خبر عاجل، تسريب، فضيحة، شاهد بالفيديو، بلاغ رسمي، حظر التجوال، حظر التجول، إشاعة، مؤامرة، "
        "حقيقة صادمة، تحذير، احذروا، ممنوع الخروج، فيديو خطير، إلغاء، كارثة، هل صحيح",
        0.25: "تعلن، أعلنت، قرار، قررت، مرسوم، غرامة، اكتشاف، علاج، لقاح، فيروس، وباء، وزارة، وزير، شرطة، أمن، "
        "سلطات، حكومة، مديرية، مستشفى، رسميا، مصدر، تهديد، خطير، إفلاس، وفاة",
    },
    "ary": {
        0.5: "واش بصح، قالو، كاينة عصابة، ردو البال، ديرو بارطاج، بارطاجيو، سمعتو، متديوش ولادكم، راه لغاو، لغاو",
        0.3: "شوفو شنو وقع، شنو واقع، بوليس، المخزن، غادي يخلص، ممنوع",
    },
    "arabizi": {
        0.5: "wach bse7، wach bsa7، galo، 9alo، reddo lbal، partagiw، sme3to، lghaw، lghaou، ma tdiwch wladkom",
        0.3: "chofo chno، lbalagh، boulis، lboulis، mamnou3، tahdid",
    },
    "fr": {
        0.5: "partagez avant suppression، à partager، faites tourner، les autorités cachent، on nous cache، "
        "prévenez tout le monde، info ou intox، j'ai reçu، attention aux mamans، quelqu'un peut confirmer",
        0.4: "urgent، alerte، scandale، vidéo choquante، communiqué officiel، couvre-feu، rumeur، annulé، annulée، "
        "annulées، interdit de sortir، exclusif",
        0.2: "ministère، police، gouvernement، autorités، amende، vaccin، virus، hôpital، officiel، décret، menace",
    },
    "en": {
        0.5: "share before، before it gets deleted، forward to everyone، they don't want you to know، "
        "media won't tell، spread the word، is it true، cover up",
        0.4: "breaking، exposed، leaked، hoax، secret، confirmed that، rumour، rumor، shocking",
        0.2: "government، police، ministry، officials، vaccine، virus، hospital، announced، ban، cure",
    },
}

CALM: dict[str, str] = {
    "ar": "في رأيي، رأيي، أعتقد، أظن، شكرا، الحمد لله، اللهم، يا رب، صباح الخير، مبروك، تحليل، قصيدة، نكتة، الله يرحمه",
    "ary": "بصراحة، تبارك الله، الله يحفظ، فنظري، كنظن",
    "arabizi": "ana kandn، tbarkellah، hmdllah",
    "fr": "à mon avis، je trouve، je pense، merci، bravo، félicitations، bonne journée، mes condoléances، prions",
    "en": "i think، in my opinion، thank you، thanks، pray for، praying for، congratulations، thoughts and prayers، lol",
}
"""Opinion, thanks, prayer and greeting: no rumour in themselves."""

OFFENCE: dict[str, Table] = {
    "ar": {
        0.75: "كلب، كلاب، يا كلب، حمار، حمير، خنزير، خنازير، حقير، حقيرة، سافل، سفلة، قذر، قذرين، وسخ، زبالة، حثالة، "
        "عاهرة، عاهرات، شرموطة، شراميط، قحبة، قحاب، ابن الكلب، ولاد الكلب، اولاد الحرام، ابن الحرام، ابن الزنا، منيك، "
        "كس امك، طيز، لوطي، شاذ، ديوث، قواد، قوادة، معفن، واطي، خسيس، نجس، أنجاس، تافه، تافهة، غبي، أغبياء، يا غبي، "
        "متخلف، متخلفين، أحمق، حمقى، معتوه، مختل، بهيمة، بهايم، خرا، تفو عليك، لعنة الله عليك، الله يلعنك، العن",
        0.5: "منافق، منافقين، كذاب، كذابين، خائن، خونة، عملاء، مرتزقة، فاسق، فاسقة، فاجر، عار عليك، اخرس، اسكت، "
        "مجوس، روافض، رافضي، صهيوني، عبيد، لعنة، وقح، وقحة، قليل الادب، حيوان، حيوانات، قرد، قرود، جبان، ذليل، نعال",
    },
    "ary": {
        0.8: "قحبة، قحاب، القحبة، ولد القحبة، ولاد القحبة، بنت القحبة، زامل، زوامل، الزامل، طبون، الطبون، طبون مك، نيك، "
        "نيكمك، تقود، سير تقود، تقودو، قود، قواد، قوادة، القوادة، قلاوي، زبي، زب، الزب، كرك، ترمة، حاوي، محوية، خرا، الخرا، "
        "كلخرا، مسخ، مسوخ، المسخ، لعفن، معفن، معفنة، عاهرة، عاهرات، العاهرات، دعارة، باغية، باغيات، ولد الحرام، ولاد الحرام، "
        "لقيط، شمكار، شماكرية، بخوش، شلاهبي، شلاهبية، حلوف، الحلوف، حمار، حمير، الحمير، بغل، بغال، كلب، الكلاب، تفو، "
        "تفوو، اتفو، الله يمسخك، الله ينعل، ينعل بوك، ينعل دين، نعل بوك، الله يعطيك، يعطيك الويل، سير الله يمسخك",
        0.5: "حشومة عليك، بلا حيا، قليلة الحيا، ماعندكش، مكلخ، مكلخين، كلاخ، الكلاخ، حمق، سطا، بوزبال، بوزبالة، زبالة، "
        "الزبالة، خانز، خانزة، الخانزين، موسخ، الوسخ، جرثومة، جراثيم، ميكروب، منافق، منافقين، شفار، شفارة، خونة، كذابة، "
        "قندوح، ضبع، ضباع، مضبع، مكبوت، مكبوتين، فضيحة، الفساد، عريانات، قرودة، قرد، عياشة، العياشة، برهوش، براهش، مريض",
    },
    "arabizi": {
        0.8: "9a7ba، 9e7ba، qahba، kahba، zamel، zaml، lzamel، tabon، tabboun، nik mok، nikmok، t9awed، t9wd، sir t9wd، 9ewad، "
        "9awada، zebi، zbi، kelb، klab، 7mar، hmar، 7mir، wld l9a7ba، weld l9ahba، wlad l7aram، 7elouf، khra، tfou، mo3afan",
        0.5: "mkelekh، mkalakh، klakh، bouzebal، chefar، chefara، khanz، mossakh، berhouch",
    },
    "fr": {
        0.75: "connard، connards، connasse، salope، salopes، pute، putes، putain de، fils de pute، enculé، enculés، ordure، "
        "ordures، salaud، salauds، bâtard، bâtards، pd، pédé، ta gueule، ferme ta gueule، nique ta mère، ntm، abruti، abrutis، "
        "débile، débiles، crétin، imbécile، attardé، mongol، mongole، bougnoule، youpin، negro، sale arabe، sale juif، sale noir",
        0.5: "con، conne، cons، merde، idiot، idiote، stupide، racaille، racailles، clochard، parasite، parasites، honte à vous",
    },
    "en": {
        0.75: "fuck you، fucking، motherfucker، bitch، bitches، asshole، cunt، twat، faggot، nigger، retard، retarded، "
        "moron، scum، whore، slut، bastard، dumbass، piece of shit، shithole",
        0.5: "idiot، idiots، stupid، shit، dumb، pathetic، loser، trash، disgusting، vermin، parasite، parasites",
    },
}
"""Insult and contempt. It tells a tone, never whether something is true."""
