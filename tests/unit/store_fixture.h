/* SPDX-License-Identifier: Apache-2.0 */
/* Reports and claims made by hand, and a folder for stores of them. */
#ifndef CHN_TESTS_STORE_FIXTURE_H
#define CHN_TESTS_STORE_FIXTURE_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/store_in.h"

/* inline: not every test has files */
static char dir[] = "/dev/shm/chancery-store-XXXXXX";

/* A path in the test's folder. `out` holds 128 bytes. */
static inline const char *in_dir(char *out, const char *name)
{
    snprintf(out, 128, "%s/%s", dir, name);
    return out;
}

static inline void drop(const char *path)
{
    char side[160];
    (void)unlink(path);
    snprintf(side, sizeof side, "%s-wal", path);
    (void)unlink(side);
    snprintf(side, sizeof side, "%s-shm", path);
    (void)unlink(side);
}

/* ---- reports by hand ---- */

#define CLAIMS 6

/* A report whose sentences are its lines, and claims about them. */
typedef struct made {
    chn_report report;
    char id[32];
    char text[512];
    chn_span sentence[CLAIMS];
    uint32_t n_sentence;
    chn_claim claim[CLAIMS];
    const chn_claim *claims[CLAIMS];
    char claim_id[CLAIMS][24];
    chn_actor source[CLAIMS], target[CLAIMS];
    chn_voice voice[CLAIMS][2];
    uint32_t n_claim;
    chn_credit credit[2];
    const chn_credit *credits[2];
    uint32_t n_credit;
} made;

static uint32_t points(void *user, uint32_t byte)
{
    const made *m = user;
    return (uint32_t)chn_utf8_count(m->text, byte);
}

static void line(void *user, chn_buf *b, const chn_claim *c)
{
    (void)user;
    chn_buf_z(b, "{\"claim\":");
    chn_buf_json(b, c->id);
    chn_buf_char(b, '}');
}

static chn_day day(const char *z)
{
    return z ? chn_day_parse(z, strlen(z)) : CHN_DAY_NONE;
}

static void made_init(made *m, const char *id, const char *published,
                      const char *text)
{
    memset(m, 0, sizeof *m);
    snprintf(m->id, sizeof m->id, "%s", id);
    snprintf(m->text, sizeof m->text, "%s", text);
    m->report.id = chn_str_of(m->id);
    m->report.published = day(published);
    m->report.publisher = chn_str_of("The Harbour Post");
    m->report.text = chn_str_of(m->text);
    for (uint32_t i = 0; m->text[i] && m->n_sentence < CLAIMS;) {
        uint32_t k = i;
        while (m->text[k] && m->text[k] != '\n')
            k++;
        m->sentence[m->n_sentence].from = i;
        m->sentence[m->n_sentence++].to = k;
        i = m->text[k] ? k + 1 : k;
    }
}

static chn_span find(const made *m, const char *what)
{
    chn_span s = {0, 0};
    const char *p = strstr(m->text, what);
    if (p) {
        s.from = (uint32_t)(p - m->text);
        s.to = s.from + (uint32_t)strlen(what);
    }
    return s;
}

static chn_actor actor(const made *m, const char *id, const char *name,
                       const char *country, const char *office,
                       const char *text)
{
    chn_actor x = {0};
    x.id = chn_str_of(id);
    x.name = chn_str_of(name);
    x.country = chn_str_of(country);
    x.sector = chn_str_of(*id ? "GOV" : "");
    x.office = chn_str_of(office);
    x.text = chn_str_of(text);
    x.span = find(m, text);
    return x;
}

static chn_claim *add_claim(made *m, const char *claim, const char *category,
                            const char *mode, const char *when,
                            const char *trigger, uint32_t sentence)
{
    const uint32_t i = m->n_claim++;
    chn_claim *c = &m->claim[i];
    snprintf(m->claim_id[i], sizeof m->claim_id[i], "%s", claim);
    c->id = chn_str_of(m->claim_id[i]);
    c->report = m->report.id;
    c->category = chn_str_of(category);
    c->mode = chn_str_of(mode);
    c->cameo = chn_str_of("042");
    c->quad = 1;
    c->goldstein_tenth = 19;
    m->source[i] = actor(m, "kim-jong-un", "Kim Jong Un", "PRK",
                         "Chairman of the State Affairs Commission", "Kim");
    m->target[i] = actor(m, "sergei-shoigu", "Sergei Shoigu", "RUS",
                         "Minister of Defence", "Shoigu");
    c->source = &m->source[i];
    c->target = &m->target[i];
    c->n_source = c->n_target = 1;
    c->symmetric = true;
    c->date.from = c->date.to = day(when);
    c->date.precision = when ? CHN_PRECISION_DAY : CHN_PRECISION_NONE;
    c->date.basis = when ? CHN_BASIS_TEXT : CHN_BASIS_PUBLISHED;
    if (!when)
        c->date.to = m->report.published;
    m->voice[i][0].name = chn_str_of("Yonhap");
    m->voice[i][1].name = chn_str_of("KCNA");
    m->voice[i][1].id = chn_str_of("kcna");
    m->voice[i][1].kind = chn_str_of("state media");
    m->voice[i][1].span = find(m, "KCNA");
    c->voice = m->voice[i];
    c->n_voice = 2;
    c->trigger = chn_str_of(trigger);
    c->trigger_span = find(m, trigger);
    c->rule = chn_str_of("en/consult.meet.1");
    c->sentence = sentence;
    c->sentence_span = m->sentence[sentence];
    c->confidence_percent = 90;
    m->claims[i] = c;
    return c;
}

static chn_code put(chn_store *s, made *m, chn_added *added, chn_err *err)
{
    const chn_store_input in = {.report = &m->report,
                                .claims = m->claims,
                                .n_claims = m->n_claim,
                                .sentences = m->sentence,
                                .n_sentences = m->n_sentence,
                                .credits = m->credits,
                                .n_credits = m->n_credit,
                                .code_point = points,
                                .record = line,
                                .user = m};
    return chn_store_put(s, &in, added, err);
}

#endif
