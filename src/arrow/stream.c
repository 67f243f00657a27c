/* SPDX-License-Identifier: Apache-2.0 */
/* The four functions of a stream. */
#include "arrow/stream.h"

#include <errno.h>

#include "base/alloc.h"

typedef struct stream_own {
    chn_rows_source source;
    chn_rows *rows;
    chn_err err; /* what stopped it; code CHN_OK: nothing */
    bool ended;
} stream_own;

static int errno_of(chn_code code)
{
    switch (code) {
    case CHN_OK:
        return 0;
    case CHN_ERR_MEMORY:
        return ENOMEM;
    case CHN_ERR_ARGUMENT:
        return EINVAL;
    default:
        return EIO;
    }
}

static int get_schema(struct ArrowArrayStream *s, struct ArrowSchema *out)
{
    stream_own *own = s->private_data;
    return errno_of(chn_columns_schema(own->source.column,
                                       own->source.n_columns, out, &own->err));
}

static int get_next(struct ArrowArrayStream *s, struct ArrowArray *out)
{
    stream_own *own = s->private_data;
    memset(out, 0, sizeof *out);
    if (own->err.code) /* it stays stopped */
        return errno_of(own->err.code);
    if (own->ended)
        return 0;
    chn_code code = own->source.fill(own->source.user, own->rows, &own->err);
    own->ended = code == CHN_OK && chn_rows_count(own->rows) == 0;
    if (code == CHN_OK && !own->ended)
        code = chn_rows_take(own->rows, out, &own->err);
    own->err.code = code;
    return errno_of(code);
}

static const char *get_last_error(struct ArrowArrayStream *s)
{
    const stream_own *own = s->private_data;
    return own->err.code ? own->err.text : NULL;
}

static void release(struct ArrowArrayStream *s)
{
    stream_own *own = s->private_data;
    chn_rows_free(own->rows);
    own->source.drop(own->source.user);
    chn_free(own);
    s->release = NULL;
    s->private_data = NULL;
}

chn_code chn_rows_stream(const chn_rows_source *source,
                         struct ArrowArrayStream *out, chn_err *err)
{
    stream_own *own = chn_calloc(1, sizeof *own);
    chn_rows *rows = chn_rows_new(source->column, source->n_columns);
    if (!own || !rows) {
        chn_free(own);
        chn_rows_free(rows);
        return chn_fail_memory(err);
    }
    own->source = *source;
    own->rows = rows;
    *out = (struct ArrowArrayStream){.get_schema = get_schema,
                                     .get_next = get_next,
                                     .get_last_error = get_last_error,
                                     .release = release,
                                     .private_data = own};
    return CHN_OK;
}
