"""Words that say how, not what: left out of searches. Written normally; compared normalised."""

from __future__ import annotations

ARABIC = """
من في على إلى الى عن مع هذا هذه ذلك تلك هؤلاء التي الذي الذين اللذين اللاتي ما ماذا متى أين كيف
لماذا هل
أن إن ان أنه إنه أنها إنها كان كانت كانوا يكون تكون قد لقد ثم أو أم بل لكن حتى إذا اذا إذ لو لولا كل
بعض أي
غير سوى بين عند عندما منذ خلال بعد قبل فوق تحت أمام وراء حول دون ضد هو هي هم هن نحن أنا أنت انتم له
لها لهم
لنا لك به بها بهم فيه فيها منه منها عليه عليها عليهم إليه إليها وهو وهي وقد ولا كما أيضا ايضا فقط
جدا هنا
هناك حيث مثل نحو لدى ذات ذو يا أيها ايها و ف ب ل ك تم يتم يوم اليوم أمس غدا الآن وما مما عما فيما
بينما وأن
وان بأن بان لأن لان كأن عاجل خبر فيديو شاهد صورة صور حقيقة
"""

DARIJA = """
ديال ديالي ديالك ديالو ديالها ديالنا ديالهم هاد هادا هادي هادو هداك هديك داك ديك لي اللي فين واش شنو
شنوا علاش
كيفاش فاش باش راه راها راهم كاين كاينة غير حتا حيت حينت بحال شي واحد وحدة دابا بزاف عند عندو عندها
عندهم
"""

ARABIZI = """
dyal dial dyali dyalo had hada hadi hado dak dik li lli fin wach wash chno chnou 3lach kifach fach
bach rah raha
rahom kayn kayna ghir hta 7ta 7it bhal b7al chi wa7d wahed wa7da daba bzaf 3nd 3and 3ndo w o f b l
mn men m3a ma3
3la 3la hna nta nti ana howa hia homa
"""

FRENCH = """
le la les l un une des du de d au aux a à et ou où mais donc or ni car que qu qui quoi dont ce cet
cette ces c se
s son sa ses leur leurs mon ma mes ton ta tes notre nos votre vos il elle ils elles on nous vous je
j tu me m te t
y en dans par pour sur sous avec sans chez entre vers est sont était étaient être été a ont avait
avoir fait plus
très aussi comme tout tous toute toutes si alors ainsi après avant pendant depuis
"""

ENGLISH = """
the a an and or but if of to in on at by for from with without into onto about over under after
before between
during as is are was were be been being it its he she they them his her their we us our you your i
me my this that
these those there here what which who whom when where why how do does did has have had having will
would can could
should may might must so than then too very just also only more most such s t re ve ll d m rt via
"""
