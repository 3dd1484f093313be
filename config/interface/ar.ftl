# كلمات الواجهة. المفاتيح نفسها كما في en.ftl الذي يشرحها.

as-of = حتى { $day }، المراجعة { $revision }
as-of-unreached = قاعدة البيانات غير متاحة بعد: هذه هي السجلات المضمنة في البرنامج
claims-in-english = الأقوال بالإنجليزية
why-button = لماذا؟
timeline-button = التسلسل الزمني
sources-button = المصادر
dispute-button = اعتراض
follow-up-button = متابعة
follow-up-label = سؤالك عن هذا
pick = اختر حادثة
thread = سؤال
stale = لم يعد هذا محدَّثًا. يرجى السؤال من جديد.
not-yours = لا يحذف هذا إلا السائل أو أحد المشرفين.
too-fast = أنت تسأل أسرع مما أجيب. يرجى الانتظار قليلًا.
busy = أنا مشغول الآن. يرجى المحاولة بعد قليل.
failed = حدث خطأ هنا. يرجى المحاولة لاحقًا.
not-understood = لم أستطع قراءة ذلك. يرجى المحاولة من جديد.
only-in-servers = هذا يعمل في الخوادم فقط.
not-allowed = لا يفعل هذا إلا من يحق له إدارة الخادم.
nothing-to-check = لا نص في تلك الرسالة أستطيع قراءته.
nothing-asked = لا أعرف بعد شيئًا سُئل هنا مؤخرًا. الزر «لماذا؟» تحت الإجابة يشرحها.
no-such-incident = لا توجد حادثة كهذه في السجل. الاقتراحات تبيّن ما هو موجود.
no-such-party = لا أعرف هذه الدولة أو المنظمة. الاقتراحات تبيّن ما أعرفه.
no-such-kind = لا أعرف هذا النوع من الحوادث. الاقتراحات تبيّن الأنواع الموجودة.
no-such-date = لا أستطيع قراءة هذا التاريخ. اكتب سنة أو شهرًا أو يومًا: 2018، 2018-03، 2018-03-26.
nothing-decides = لا شيء في السجل يحدد حال العلاقات بين هذين الطرفين.
dispute-title = ما الخطأ؟
dispute-label = خطأ أو قديم أو ينقصه مصدر
dispute-filed = شكرًا. سينظر المشرفون في الأمر.
parties = الأطراف
kind = النوع
date = التاريخ
sources = المصادر
left-out = { $count ->
    [one] ثمة قول آخر مسجل لا يتسع له المكان.
   *[other] ثمة { $count } من الأقوال المسجلة لا يتسع لها المكان.
 }
pages-left = { $count ->
    [one] صفحة أخرى: انظر الحادثة نفسها.
   *[other] { $count } من الصفحات الأخرى: انظر الحوادث نفسها.
 }
timeline-head = { $count ->
    [one] **{ $parties }**: حادثة واحدة
   *[other] **{ $parties }**: عدد الحوادث { $count }
 }
timeline-none = لا شيء مسجل يناسب عن { $parties }.
about = **aide-mémoire** يجيب عن أسئلة حول الحوادث الدبلوماسية من سجل: عدد الحوادث { $count }، ولكل جملة مصادرها. لا نموذج لغويًا فيه.
how-to-ask = اذكرني مع سؤال، أو أرسل إليّ رسالة مباشرة، أو استخدم ‎/ask‎. مثلًا: When did Albania cut ties with Iran, and why?
privacy = لا أحتفظ بالأسئلة، إلا بنص ما لا يستطيع السجل الإجابة عنه، دون من سأل. أحتفظ بأي رسالة تجيب عن أي رسالة، وعدد أيام ذلك { $days }. وما تكتبه عند الاعتراض على شيء أو اقتراح تغيير أحتفظ به مع معرّفك. يعرض ‎/privacy‎ ما يُحتفظ به عنك ويحذفه.
privacy-kept = { $count ->
    [0] لا يُحتفظ بشيء عنك.
    [one] يُحتفظ بشيء واحد عنك:
   *[other] عدد ما يُحتفظ به عنك: { $count }
 }
privacy-export = تصدير
privacy-delete = حذف
privacy-confirm = هل تريد حذف كل ما يُحتفظ به عنك؟ لن ينظر أحد بعد ذلك فيما اعترضت عليه أو اقترحته. أما التغييرات التي أُجريت فتبقى دون اسمك. لا يمكن التراجع عن ذلك.
privacy-delete-now = نعم، احذف
privacy-keep = لا، احتفظ به
privacy-deleted = { $count ->
    [one] حُذف شيء واحد.
   *[other] عدد الأشياء المحذوفة: { $count }
 }
privacy-file = كل ما يُحتفظ به عنك:
how-to-correct = إن كان شيء ما خطأ فاضغط «اعتراض» تحت الجواب.
settings-none = لم يُضبط شيء: أجيب حين أُذكر، بردّ على الرسالة.
settings-head = المضبوط هنا:
setting-mode = متى أجيب
setting-place = كيف أجيب
setting-language = اللغة
setting-moderators = المشرفون
setting-reviewers = المراجعون
setting-shared-register = السجل المشترك
setting-answer-style = الإجابات
setting-retention = مدة الاحتفاظ
setting-not-seen = لا يُرى، سجلات الخادم الخاصة وحدها
language-name = العربية
setting-days = { $count ->
    [one] يوم واحد
   *[other] عدد الأيام { $count }
 }
cannot-read-all = لم أُمنح حق قراءة كل الرسائل، فلا أجيب إلا حين أُذكر.
command-ask = اسأل
command-ask-about = اسأل عن الحوادث الدبلوماسية
option-ask-question = سؤالك بكلماتك
option-ask-question-name = سؤال
option-ask-private = أظهر الجواب لك وحدك
option-ask-private-name = خاص
command-check = تحقق من هذا
command-incident = حادثة
command-incident-about = أظهر ما هو مسجل عن حادثة
option-incident-name = عنوانها أو اسم تُعرف به أو معرّفها
option-incident-name-name = اسم
command-timeline = تسلسل
command-timeline-about = اسرد ما حدث، الأقدم أولًا
option-timeline-party = دولة أو منظمة
option-timeline-party-name = طرف
option-timeline-with = ما يخص هذا الطرف أيضًا فقط
option-timeline-with-name = مع
option-timeline-kind = هذا النوع من الحوادث فقط
option-timeline-kind-name = نوع
option-timeline-from = من هذه السنة أو الشهر أو اليوم: 2018، 2018-03، 2018-03-26
option-timeline-from-name = من
option-timeline-to = حتى هذه السنة أو الشهر أو اليوم
option-timeline-to-name = إلى
command-relations = علاقات
command-relations-about = قل كيف هي العلاقات بين طرفين
option-relations-one = دولة أو منظمة
option-relations-one-name = أحدهما
option-relations-other = طرف آخر
option-relations-other-name = الآخر
option-relations-on = في هذا اليوم بدل اليوم الحالي: 2018-03-26
option-relations-on-name = تاريخ
command-why = لماذا
command-why-about = قل كيف قُرئ آخر سؤال هنا
command-about = حول
command-about-about = قل ما هذا وما الذي يحتفظ به
command-privacy = خصوصية
command-privacy-about = اعرض ما يُحتفظ به عنك أو صدّره أو احذفه
command-settings = إعدادات
command-settings-about = اطلع على سلوك البوت هنا وغيّره
command-settings-show = عرض
command-settings-show-about = اطلع على ما هو مضبوط
command-settings-channel = قناة
command-settings-channel-about = اضبط متى وأين يجيب البوت في قناة
option-settings-channel-when = متى يجيب
option-settings-channel-when-name = متى
option-settings-channel-where = كيف يجيب
option-settings-channel-where-name = أين
option-settings-channel-channel = القناة؛ وبدونها الخادم كله
option-settings-channel-channel-name = قناة
command-settings-server = خادم
command-settings-server-about = اضبط اللغة ومن يشرف ويراجع
option-settings-server-language = اللغة التي يجيب بها عن الرسائل
option-settings-server-language-name = لغة
option-settings-server-moderators = الدور الذي يجوز له تغيير سجلات الخادم الخاصة
option-settings-server-moderators-name = مشرفون
option-settings-server-reviewers = الدور الذي يجوز له اعتماد التغييرات
option-settings-server-reviewers-name = مراجعون
command-settings-shared-register = السجل-المشترك
command-settings-shared-register-about = اضبط هل يُرى السجل المشترك هنا أم سجلات الخادم الخاصة وحدها
option-settings-shared-register-seen = هل يُرى
option-settings-shared-register-seen-name = مرئي
command-settings-answer-style = أسلوب-الإجابة
command-settings-answer-style-about = اضبط مقدار ما تقوله الإجابة
option-settings-answer-style-style = كل ما يجيب، أو خلاصته مع ما يقال ضدها
option-settings-answer-style-style-name = أسلوب
command-settings-retention = الاحتفاظ
command-settings-retention-about = اضبط عدد أيام الاحتفاظ بالإجابات والثغرات والاعتراضات المغلقة
option-settings-retention-days = عدد الأيام؛ وبدون رقم كما ضبطه مشغّل البوت
option-settings-retention-days-name = أيام
choice-never = أبدًا
choice-when-mentioned = عند الإشارة إليه
choice-every-question-about-incidents = كل سؤال عن الحوادث
choice-reply = رد
choice-thread = سلسلة
choice-full = كاملة
choice-short = مختصرة
kind-relations-severed = قطع العلاقات
kind-relations-restored = استئناف العلاقات
kind-relations-established = إقامة العلاقات
kind-relations-downgraded = خفض مستوى العلاقات
kind-relations-suspended = تعليق العلاقات
kind-ambassador-recalled = استدعاء السفير من الخارج
kind-ambassador-summoned = استدعاء السفير إلى الوزارة
kind-ambassador-expelled = طرد السفير
kind-diplomats-expelled = طرد دبلوماسيين
kind-persona-non-grata = شخص غير مرغوب فيه
kind-embassy-closed = إغلاق سفارة
kind-embassy-opened = فتح سفارة
kind-embassy-attacked = مهاجمة سفارة
kind-consulate-closed = إغلاق قنصلية
kind-recognition-granted = منح الاعتراف
kind-recognition-withdrawn = سحب الاعتراف
kind-sanctions-imposed = فرض عقوبات
kind-sanctions-lifted = رفع عقوبات
kind-airspace-closed = إغلاق المجال الجوي
kind-border-closed = إغلاق الحدود
kind-visa-restricted = تقييد التأشيرات
kind-treaty-withdrawn = انسحاب من معاهدة
kind-membership-suspended = تعليق العضوية
kind-membership-withdrawn = انسحاب من منظمة
kind-talks-suspended = تعليق المحادثات
kind-protest-note = مذكرة احتجاج
kind-cyberattack-attributed = هجوم سيبراني منسوب إلى طرف
kind-espionage-case = قضية تجسس
kind-detention-case = قضية احتجاز
kind-hostage-crisis = أزمة رهائن
kind-vessel-seized = احتجاز سفينة
kind-assassination-case = قضية اغتيال
kind-territorial-clash = اشتباك حدودي
kind-verbal-dispute = خلاف كلامي
kind-apology-issued = اعتذار
kind-mediation = وساطة
kind-other = غير ذلك
aspect-what = ماذا
aspect-when = متى
aspect-where = أين
aspect-who = من
aspect-why = لماذا
aspect-how-many = كم
aspect-deadline = المهلة
aspect-demand = المطلب
aspect-response = الرد
aspect-denial = النفي
aspect-condition = الشرط
aspect-consequence = العاقبة
aspect-background = الخلفية
aspect-status = الحال
aspect-legal-basis = الأساس القانوني
stance-asserted = قول
stance-denied = نفي
stance-confirmed = مؤكد
stance-reported = بحسب الصحافة
