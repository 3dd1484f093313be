# Arayüzün sözleri. Açıklamaları en.ftl dosyasında olan aynı anahtarlar.

as-of = { $day } itibarıyla, revizyon { $revision }
as-of-unreached = Veritabanına henüz ulaşılamadı: bunlar programla birlikte gelen kayıtlardır
claims-in-english = İfadeler İngilizce
why-button = Neden?
timeline-button = Zaman çizelgesi
sources-button = Kaynaklar
dispute-button = İtiraz et
follow-up-button = Devam et
follow-up-label = Bununla ilgili sorunuz
pick = Bir olay seçin
thread = Soru
stale = Bu artık güncel değil. Lütfen yeniden sorun.
not-yours = Bunu yalnızca soran kişi ya da bir moderatör silebilir.
too-fast = Yanıtladığımdan daha hızlı soruyorsunuz. Lütfen biraz bekleyin.
busy = Şu anda meşgulüm. Lütfen birazdan yeniden deneyin.
failed = Burada bir şeyler ters gitti. Lütfen daha sonra deneyin.
not-understood = Bunu okuyamadım. Lütfen yeniden deneyin.
only-in-servers = Bu yalnızca bir sunucuda çalışır.
not-allowed = Bunu yalnızca sunucuyu yönetebilenler yapabilir.
nothing-to-check = O mesajda okuyabileceğim bir metin yok.
nothing-asked = Burada son zamanlarda sorulan bir şey artık bilmiyorum. Yanıtın altındaki Neden? onu açıklar.
no-such-incident = Kayıtlarda böyle bir olay yok. Öneriler var olanları gösterir.
no-such-party = Bu devleti ya da örgütü tanımıyorum. Öneriler tanıdıklarımı gösterir.
no-such-kind = Bu olay türünü tanımıyorum. Öneriler var olan türleri gösterir.
no-such-date = Bu tarihi okuyamıyorum. Bir yıl, ay ya da gün yazın: 2018, 2018-03, 2018-03-26.
nothing-decides = Bu ikisi arasındaki ilişkilerin durumunu belirleyen bir kayıt yok.
dispute-title = Yanlış olan nedir?
dispute-label = Yanlış, eski ya da kaynak eksik
dispute-filed = Teşekkürler. Moderatörler bakacak.
parties = Taraflar
kind = Tür
date = Tarih
sources = Kaynaklar
left-out = { $count ->
    [one] Buraya sığmayan bir iddia daha kayıtlı.
   *[other] Buraya sığmayan { $count } iddia daha kayıtlı.
 }
pages-left = { $count ->
    [one] Bir sayfa daha: olayın kendisine bakın.
   *[other] { $count } sayfa daha: olayların kendisine bakın.
 }
timeline-head = { $count ->
    [one] **{ $parties }**: bir olay
   *[other] **{ $parties }**: { $count } olay
 }
timeline-none = { $parties } için uygun bir kayıt yok.
about = **aide-mémoire**, diplomatik olaylarla ilgili soruları bir kayıttan yanıtlar: { $count } olay, her cümle kaynaklarıyla. İçinde dil modeli yoktur.
how-to-ask = Bir soruyla benden bahsedin, bana özel mesaj gönderin ya da /ask kullanın. Örneğin: When did Albania cut ties with Iran, and why?
privacy = Soruları saklamam; yalnızca kaydın yanıtlayamadıklarının metnini, kimin sorduğu olmadan saklarım. { $days } gün boyunca hangi mesajın hangisini yanıtladığını saklarım. Bir şeye itiraz ederken ya da bir değişiklik önerirken yazdıklarını kimliğinle saklarım. /privacy hakkında saklananları gösterir ve siler.
privacy-kept = { $count ->
    [0] Hakkında hiçbir şey saklanmıyor.
    [one] Hakkında bir şey saklanıyor:
   *[other] Hakkında { $count } şey saklanıyor:
 }
privacy-export = Dışa aktar
privacy-delete = Sil
privacy-confirm = Hakkında saklanan her şey silinsin mi? İtiraz ettiklerine ve önerdiklerine artık kimse bakmayacak. Yapılmış değişiklikler adın olmadan kalır. Bu geri alınamaz.
privacy-delete-now = Evet, sil
privacy-keep = Hayır, kalsın
privacy-deleted = { $count ->
    [one] Silindi: bir şey.
   *[other] Silindi: { $count } şey.
 }
privacy-file = Hakkında saklanan her şey:
how-to-correct = Bir yanlış varsa yanıtın altındaki İtiraz et düğmesine basın.
settings-none = Hiçbir şey ayarlanmadı: benden bahsedilince yanıtla karşılık veririm.
settings-head = Burada ayarlananlar:
setting-mode = Ne zaman yanıtlarım
setting-place = Nasıl yanıtlarım
setting-language = Dil
setting-moderators = Moderatörler
setting-reviewers = İnceleyenler
setting-shared-register = Ortak kayıt
setting-answer-style = Yanıtlar
setting-retention = Saklama süresi
setting-not-seen = görünmez, yalnızca sunucunun kendi kayıtları
language-name = Türkçe
setting-days = { $count ->
    [one] bir gün
   *[other] { $count } gün
 }
cannot-read-all = Tüm mesajları okuma hakkı bana verilmedi; yalnızca benden bahsedilince yanıt verebilirim.
command-ask = sor
command-ask-about = Diplomatik olaylar hakkında sor
option-ask-question = Sorunuz, kendi sözlerinizle
option-ask-question-name = soru
option-ask-private = Yanıtı yalnızca size göster
option-ask-private-name = gizli
command-check = Bunu denetle
command-incident = olay
command-incident-about = Bir olayla ilgili kayıtları göster
option-incident-name = Başlığı, bilinen bir adı ya da kimliği
option-incident-name-name = ad
command-timeline = zaman-cizelgesi
command-timeline-about = Olanları sırala, en eskisi önce
option-timeline-party = Bir devlet ya da örgüt
option-timeline-party-name = taraf
option-timeline-with = Yalnızca bunu da ilgilendirenler
option-timeline-with-name = ile
option-timeline-kind = Yalnızca bu tür olaylar
option-timeline-kind-name = tür
option-timeline-from = Bu yıldan, aydan ya da günden başlayarak: 2018, 2018-03, 2018-03-26
option-timeline-from-name = başlangıç
option-timeline-to = Bu yıla, aya ya da güne kadar
option-timeline-to-name = bitiş
command-relations = iliskiler
command-relations-about = İki taraf arasındaki ilişkilerin durumunu söyle
option-relations-one = Bir devlet ya da örgüt
option-relations-one-name = biri
option-relations-other = Bir başkası
option-relations-other-name = diğeri
option-relations-on = Bugün yerine bu gün: 2018-03-26
option-relations-on-name = tarih
command-why = neden
command-why-about = Buradaki son sorunun nasıl okunduğunu söyle
command-about = hakkinda
command-about-about = Bunun ne olduğunu ve neyi sakladığını söyle
command-privacy = gizlilik
command-privacy-about = Hakkında saklananları gör, dışa aktar veya sil
command-settings = ayarlar
command-settings-about = Botun burada nasıl davrandığını gör ve değiştir
command-settings-show = göster
command-settings-show-about = Ayarlananları gör
command-settings-channel = kanal
command-settings-channel-about = Botun bir kanalda ne zaman ve nerede yanıt vereceğini ayarla
option-settings-channel-when = Ne zaman yanıtlar
option-settings-channel-when-name = ne-zaman
option-settings-channel-where = Nasıl yanıtlar
option-settings-channel-where-name = nerede
option-settings-channel-channel = Kanal; yoksa tüm sunucu
option-settings-channel-channel-name = kanal
command-settings-server = sunucu
command-settings-server-about = Dili ve kimin yönetip incelediğini ayarla
option-settings-server-language = Mesajları yanıtladığı dil
option-settings-server-language-name = dil
option-settings-server-moderators = Sunucunun kendi kayıtlarını değiştirebilen rol
option-settings-server-moderators-name = moderatörler
option-settings-server-reviewers = Değişiklikleri onaylayabilen rol
option-settings-server-reviewers-name = inceleyenler
command-settings-shared-register = ortak-kayıt
command-settings-shared-register-about = Ortak kayıt mı yoksa yalnızca sunucunun kendi kayıtları mı görünsün, ayarla
option-settings-shared-register-seen = Görünüp görünmeyeceği
option-settings-shared-register-seen-name = görünür
command-settings-answer-style = yanıt-biçimi
command-settings-answer-style-about = Bir yanıtın ne kadarını söyleyeceğini ayarla
option-settings-answer-style-style = Yanıtın tümü ya da özü, karşı söylenenle birlikte
option-settings-answer-style-style-name = biçim
command-settings-retention = saklama
command-settings-retention-about = Yanıtların, boşlukların ve kapanan itirazların kaç gün saklanacağını ayarla
option-settings-retention-days = Bu kadar gün; sayı yoksa botu işletenin ayarı geçerlidir
option-settings-retention-days-name = gün
choice-never = hiçbir zaman
choice-when-mentioned = bahsedildiğinde
choice-every-question-about-incidents = olaylarla ilgili her soru
choice-reply = yanıt
choice-thread = alt başlık
choice-full = tam
choice-short = kısa
kind-relations-severed = İlişkilerin kesilmesi
kind-relations-restored = İlişkilerin yeniden kurulması
kind-relations-established = İlişkilerin kurulması
kind-relations-downgraded = İlişkilerin düzeyinin düşürülmesi
kind-relations-suspended = İlişkilerin askıya alınması
kind-ambassador-recalled = Büyükelçinin geri çağrılması
kind-ambassador-summoned = Büyükelçinin çağrılması
kind-ambassador-expelled = Büyükelçinin sınır dışı edilmesi
kind-diplomats-expelled = Diplomatların sınır dışı edilmesi
kind-persona-non-grata = İstenmeyen kişi
kind-embassy-closed = Büyükelçiliğin kapatılması
kind-embassy-opened = Büyükelçiliğin açılması
kind-embassy-attacked = Büyükelçiliğe saldırı
kind-consulate-closed = Konsolosluğun kapatılması
kind-recognition-granted = Tanıma
kind-recognition-withdrawn = Tanımanın geri çekilmesi
kind-sanctions-imposed = Yaptırım uygulanması
kind-sanctions-lifted = Yaptırımların kaldırılması
kind-airspace-closed = Hava sahasının kapatılması
kind-border-closed = Sınırın kapatılması
kind-visa-restricted = Vize kısıtlaması
kind-treaty-withdrawn = Antlaşmadan çekilme
kind-membership-suspended = Üyeliğin askıya alınması
kind-membership-withdrawn = Üyelikten ayrılma
kind-talks-suspended = Görüşmelerin askıya alınması
kind-protest-note = Protesto notası
kind-cyberattack-attributed = Siber saldırı suçlaması
kind-espionage-case = Casusluk olayı
kind-detention-case = Gözaltı olayı
kind-hostage-crisis = Rehine krizi
kind-vessel-seized = Gemiye el konması
kind-assassination-case = Suikast olayı
kind-territorial-clash = Toprak çatışması
kind-verbal-dispute = Söz düellosu
kind-apology-issued = Özür
kind-mediation = Arabuluculuk
kind-other = Diğer
aspect-what = Ne
aspect-when = Ne zaman
aspect-where = Nerede
aspect-who = Kim
aspect-why = Neden
aspect-how-many = Kaç
aspect-deadline = Süre
aspect-demand = Talep
aspect-response = Yanıt
aspect-denial = Yalanlama
aspect-condition = Koşul
aspect-consequence = Sonuç
aspect-background = Arka plan
aspect-status = Durum
aspect-legal-basis = Hukuki dayanak
stance-asserted = iddia edildi
stance-denied = reddedildi
stance-confirmed = doğrulandı
stance-reported = basına göre
