/* SPDX-License-Identifier: Apache-2.0 */
/* The language gate: other languages are told, English in all its dress is
 * not. All sentences are our own. */
#include "check.h"

#include "base/arena.h"
#include "base/str.h"
#include "lang/lang.h"

typedef struct sample {
    const char *looks, *text;
} sample;

static const sample others[] = {
    {"French",
     "Le ministre des affaires étrangères a rencontré son homologue à la "
     "frontière, et les deux pays ont signé un accord sur les échanges. Les "
     "négociations reprendront dans une semaine."},
    {"French",
     "La présidente n'est pas venue au sommet ; son porte-parole a dit que le "
     "voyage était reporté pour des raisons de santé."},
    {"German",
     "Der Außenminister hat am Montag seinen Amtskollegen empfangen. Nach dem "
     "Gespräch teilten die beiden Seiten mit, dass die Grenze wieder geöffnet "
     "wird und die Verhandlungen weitergehen."},
    {"German",
     "Die Gewerkschaft ruft zu einem Streik auf, weil die Regierung das Gesetz "
     "nicht zurücknehmen will."},
    {"Spanish",
     "El presidente recibió al embajador y le entregó una nota de protesta por "
     "los disparos en la frontera. Los dos gobiernos han acordado que una "
     "comisión investigue el caso."},
    {"Portuguese",
     "O governo anunciou que não vai renovar o acordo de pesca com os países "
     "vizinhos. A decisão foi tomada em uma reunião dos ministros na noite de "
     "terça-feira."},
    {"Italian",
     "Il primo ministro ha detto che il governo non firmerà il trattato prima "
     "della fine dell'anno, e che le due delegazioni si vedranno ancora nella "
     "capitale."},
    {"Dutch",
     "De minister heeft het verdrag met het buurland opgezegd, maar de grens "
     "blijft voorlopig open. Het parlement wil dat er eerst over de gevolgen "
     "wordt gesproken."},
    {"Swedish",
     "Utrikesministern sade att regeringen inte kommer att erkänna valet, och "
     "att ambassadören har kallats hem för samtal. Det är tredje gången i år."},
    {"Danish",
     "Regeringen har besluttet at sende flere soldater til øen, og det er ikke "
     "første gang, at de to lande er uenige om grænsen."},
    {"Polish",
     "Minister spraw zagranicznych spotkał się z ambasadorem i oświadczył, że "
     "rząd nie uzna wyników wyborów. Rozmowy zostaną wznowione po świętach."},
    {"Finnish",
     "Ulkoministeri sanoi, että hallitus ei ole vielä päättänyt, mutta sopimus "
     "on valmis ja se voidaan allekirjoittaa jo ensi viikolla."},
    {"Hungarian",
     "A miniszter azt mondta, hogy a kormány nem írja alá az egyezményt, és a "
     "nagykövetet is hazahívják, ha a tárgyalások nem folytatódnak."},
    {"Romanian",
     "Ministrul a declarat că guvernul nu va semna acordul și că ambasadorul a "
     "fost chemat acasă pentru consultări, după ce frontiera a fost închisă."},
    {"Turkish",
     "Dışişleri bakanı, hükümetin anlaşmayı imzalamayacağını ve büyükelçinin "
     "istişareler için geri çağrıldığını söyledi. Görüşmeler daha sonra devam "
     "edecek, ancak tarih henüz belli değil."},
    {"Indonesian or Malay",
     "Menteri luar negeri mengatakan bahwa pemerintah tidak akan "
     "menandatangani perjanjian itu, dan duta besar telah dipanggil pulang "
     "untuk berunding."},
    {"Vietnamese",
     "Bộ trưởng ngoại giao cho biết chính phủ không ký hiệp định và đại sứ đã "
     "được triệu hồi để tham vấn. Các cuộc đàm phán sẽ được nối lại trong "
     "tháng tới."},
    {"Swahili",
     "Waziri wa mambo ya nje alisema kuwa serikali haitatia saini mkataba huo, "
     "na balozi ameitwa nyumbani kwa mashauriano baada ya mpaka kufungwa."},
    {"Croatian, Bosnian or Serbian",
     "Ministar je rekao da vlada ne želi potpisati sporazum i da je "
     "veleposlanik "
     "pozvan kući na razgovore, ali granica ostaje otvorena."},
    {"Czech",
     "Ministr zahraničí řekl, že vláda dohodu nepodepíše a že velvyslanec byl "
     "povolán domů, ale hranice zůstávají podle něj otevřené."},
    {"written in Cyrillic letters",
     "Министр иностранных дел заявил, что правительство не подпишет договор, а "
     "посол отозван для консультаций."},
    {"written in Cyrillic letters",
     "Міністр закордонних справ заявив, що уряд не підпише угоду."},
    {"written in Arabic letters",
     "قال وزير الخارجية إن الحكومة لن توقع الاتفاق وإن السفير استدعي للتشاور."},
    {"written in Arabic letters",
     "وزیر امور خارجه گفت که دولت این توافق را امضا نخواهد کرد."},
    {"written in Hebrew letters",
     "שר החוץ אמר כי הממשלה לא תחתום על ההסכם וכי השגריר נקרא להתייעצויות."},
    {"written in Chinese characters",
     "外交部长表示，政府不会签署该协议，大使已被召回磋商。"},
    {"Japanese", "外務大臣は、政府がこの協定に署名しないと述べた。"},
    {"Korean", "외교부 장관은 정부가 협정에 서명하지 않을 것이라고 밝혔다."},
    {"Greek",
     "Ο υπουργός Εξωτερικών δήλωσε ότι η κυβέρνηση δεν θα υπογράψει τη "
     "συμφωνία."},
    {"Thai", "รัฐมนตรีต่างประเทศกล่าวว่ารัฐบาลจะไม่ลงนามในข้อตกลง"},
    {"written in a script of India",
     "विदेश मंत्री ने कहा कि सरकार समझौते पर हस्ताक्षर नहीं करेगी।"},
    {"Georgian", "საგარეო საქმეთა მინისტრმა განაცხადა, რომ მთავრობა "
                 "შეთანხმებას ხელს არ მოაწერს."},
};

static const char *const english[] = {
    "The foreign minister said on Monday that the government will not sign the "
    "treaty, and that the ambassador has been called home.",
    /* short, and headlines */
    "Oslo talks end without deal",
    "Russia, Turkey hold talks in Ankara",
    "PARIS (Wire) - Envoys meet.",
    /* names more than words */
    "Present: Sergei Ivanov, Dmitry Petrov, Anna Kuznetsova, Pavel Sokolov, "
    "Olga Morozova, Ivan Volkov and Maria Lebedeva, members of the council.",
    /* few small words, some of them another language's */
    "Vladimir Putin met Recep Tayyip Erdogan in Moscow on 3 December 2021. "
    "China expelled two diplomats of Japan on 2 December 2021.",
    "Russia and Turkey signed an agreement on trade on Monday.",
    /* names that are small words elsewhere */
    "South Korean President Moon Jae-in received North Korean leader Kim Jong "
    "Un in Seoul on Friday, Yonhap said.",
    "Luis De Guindos, Ana La Rosa and Paul Le Pen met in Madrid on Monday.",
    /* quotes of another language within */
    "The president answered in French, \"Nous ne signerons pas cet accord dans "
    "les conditions actuelles\", and left the room with his advisers.",
    "The letter, in Russian, read \xC2\xAB\xD0\x9D\xD0\xB5\xD1\x82\xC2\xBB; "
    "the "
    "ministry confirmed that it was sent on Friday.",
    /* the telegraph's English, without its small words */
    "MINISTER ARRIVED GENEVA TUESDAY STOP MEETING DELEGATION WEDNESDAY STOP "
    "AGREEMENT EXPECTED THURSDAY STOP DETAILS FOLLOW",
    /* nothing to tell by */
    "",
    "1,240 - 3 : 15.6 %",
    "Reykjavik",
};

int main(void)
{
    chn_err err;
    memset(&err, 0, sizeof err);
    chn_arena *a = chn_arena_new((size_t)1 << 22);
    const chn_lang *l = chn_lang_new(a, &err);
    if (!l) {
        printf("Bail out! %s\n", err.text);
        return 1;
    }
    TEST("other languages are told, and named")
    {
        for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
            const chn_lang_verdict v =
                chn_lang_judge(l, chn_str_of(others[i].text));
            if (v.english || !chn_str_is(v.looks, others[i].looks))
                printf("# %s: english %d, \"%.*s\", %u words, %u small, %u "
                       "other, %u of %u runs\n",
                       others[i].looks, v.english, (int)v.looks.n, v.looks.p,
                       v.words, v.small, v.other, v.common, v.trigrams);
            CHECK(!v.english);
            CHECK(chn_str_is(v.looks, others[i].looks));
        }
    }
    TEST("English is let through, and what cannot be told")
    {
        for (size_t i = 0; i < sizeof english / sizeof english[0]; i++) {
            const chn_lang_verdict v =
                chn_lang_judge(l, chn_str_of(english[i]));
            if (!v.english)
                printf("# %s\n", english[i]);
            CHECK(v.english);
        }
    }
    TEST("a long text is judged by its beginning")
    {
        static char text[200000];
        size_t n = 0;
        while (n < 20000) {
            const size_t m = strlen(english[0]);
            memcpy(text + n, english[0], m);
            text[n + m] = ' ';
            n += m + 1;
        }
        while (n + 400 < sizeof text) {
            const size_t m = strlen(others[0].text);
            memcpy(text + n, others[0].text, m);
            text[n + m] = ' ';
            n += m + 1;
        }
        CHECK(chn_lang_judge(l, chn_str_n(text, n)).english);
    }
    chn_arena_free(a);
    return check_end();
}
