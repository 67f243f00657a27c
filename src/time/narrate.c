/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Histories. "In 1941 ... in June ... by December ... in February": a month
 * without a year is that of the story, which goes forward, not the nearest to
 * the report. Which reports are histories is told by what they tell: many
 * years, nearly all long past, and hardly a word counted from the report's
 * own day.
 */
#include "time/internal.h"

#define YEARS_LEAST 6 /* told years that make a history */
#define NEAR_SHARE 16 /* and as many of them to each "on Monday" */
/* A month that lies this much before the last told begins the next year: "in
 * November ... in February". */
#define BACK_MOST 8

static bool tells_year(const time_raw *r)
{
    switch (r->op) {
    case OP_DAY:
    case OP_ISO:
    case OP_NUMERIC:
    case OP_MONTHDAY:
    case OP_MDRANGE:
    case OP_MONTHYEAR:
    case OP_MONTH:
    case OP_YEAR:
    case OP_SEASON_YEAR:
        return r->c.mask & CL_BIT(CL_YEAR);
    default:
        return false;
    }
}

static bool from_report(const time_raw *r)
{
    switch (r->op) {
    case OP_WEEKDAY:
    case OP_WEEKDAY_DIR:
    case OP_DEICTIC:
        return !r->quoted;
    case OP_RELUNIT: /* "the last month of the siege" may be the story's */
        return !r->quoted && r->c.mask & CL_BIT(CL_UNIT) &&
               (r->c.v[CL_UNIT] == UNIT_WEEK || r->c.v[CL_UNIT] == UNIT_MONTH);
    default:
        return false;
    }
}

int32_t chn_time_first_year(const time_raws *raws)
{
    for (uint32_t i = 0; i < raws->n; i++)
        if (tells_year(&raws->at[i]))
            return raws->at[i].c.v[CL_YEAR];
    return 0;
}

bool chn_time_is_history(const time_raws *raws, chn_day anchor)
{
    if (anchor == CHN_DAY_NONE)
        return false;
    const int32_t now = chn_day_ymd(anchor).year;
    uint32_t old = 0;
    uint32_t recent = 0;
    uint32_t near = 0;
    for (uint32_t i = 0; i < raws->n; i++) {
        const time_raw *r = &raws->at[i];
        if (r->op == OP_ERA || r->op == OP_ERA_MONTH)
            old++;
        else if (tells_year(r) && r->c.v[CL_YEAR] < now - 1)
            old++;
        else if (tells_year(r))
            recent++;
        near += from_report(r);
    }
    return old >= YEARS_LEAST && old > recent && near * NEAR_SHARE <= old;
}

int32_t chn_time_story_year(const time_story *s, int32_t month)
{
    if (s->year == 0 || s->month == 0)
        return s->year;
    return s->month - month > BACK_MOST ? s->year + 1 : s->year;
}
