# Arayüzün sözleri. Açıklamaları en.ftl dosyasında olan aynı anahtarlar.

as-of = { $day } itibarıyla, revizyon { $revision }
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
nothing-asked = Son zamanlarda burada bir şey sorulmadı.
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
privacy = Soruları saklamam; yalnızca kaydın yanıtlayamadıklarının metnini, kimin sorduğu olmadan saklarım. Birkaç hafta boyunca hangi mesajın hangisini yanıtladığını saklarım. Bir şeye itiraz ederken yazdıklarını kimliğinle saklarım. /privacy hakkında saklananları gösterir ve siler.
privacy-kept = { $count ->
    [0] Hakkında hiçbir şey saklanmıyor.
    [one] Hakkında bir şey saklanıyor, itiraz ettiğin:
   *[other] Hakkında { $count } şey saklanıyor, itiraz ettiklerin:
 }
privacy-export = Dışa aktar
privacy-delete = Sil
privacy-confirm = Hakkında saklanan her şey silinsin mi? İtiraz ettiklerine artık kimse bakmayacak. Bu geri alınamaz.
privacy-delete-now = Evet, sil
privacy-keep = Hayır, kalsın
privacy-deleted = { $count ->
    [one] Silindi: bir itiraz.
   *[other] Silindi: { $count } itiraz.
 }
privacy-file = Hakkında saklanan her şey:
how-to-correct = Bir yanlış varsa yanıtın altındaki İtiraz et düğmesine basın.
settings-none = Hiçbir şey ayarlanmadı: benden bahsedilince yanıtla karşılık veririm.
settings-head = Burada ayarlananlar:
cannot-read-all = Tüm mesajları okuma hakkı bana verilmedi; yalnızca benden bahsedilince yanıt verebilirim.
command-ask = sor
command-ask-about = Diplomatik olaylar hakkında sor
option-ask-question = Sorunuz, kendi sözlerinizle
option-ask-private = Yanıtı yalnızca size göster
command-check = Bunu denetle
command-incident = olay
command-incident-about = Bir olayla ilgili kayıtları göster
option-incident-name = Başlığı, bilinen bir adı ya da kimliği
command-timeline = zaman-cizelgesi
command-timeline-about = Olanları sırala, en eskisi önce
option-timeline-party = Bir devlet ya da örgüt
option-timeline-with = Yalnızca bunu da ilgilendirenler
option-timeline-kind = Yalnızca bu tür olaylar
option-timeline-from = Bu yıldan, aydan ya da günden başlayarak: 2018, 2018-03, 2018-03-26
option-timeline-to = Bu yıla, aya ya da güne kadar
command-relations = iliskiler
command-relations-about = İki taraf arasındaki ilişkilerin durumunu söyle
option-relations-one = Bir devlet ya da örgüt
option-relations-other = Bir başkası
option-relations-on = Bugün yerine bu gün: 2018-03-26
command-why = neden
command-why-about = Buradaki son sorunun nasıl okunduğunu söyle
command-about = hakkinda
command-about-about = Bunun ne olduğunu ve neyi sakladığını söyle
command-privacy = gizlilik
command-privacy-about = Hakkında saklananları gör, dışa aktar veya sil
command-settings = ayarlar
command-settings-about = Botun burada nasıl davrandığını gör ve değiştir
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
