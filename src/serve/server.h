/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside serve: a request, its answer, and what answering needs. A request is
 * bytes and headers, whoever brought them: http.c does, and so do the tests
 * and the fuzzer, which have no sockets.
 */
#ifndef CHN_SERVE_SERVER_H
#define CHN_SERVE_SERVER_H

#include <chancery/overview.h>
#include <chancery/pages.h>
#include <pthread.h>

#include "base/arena.h"
#include "base/str.h"
#include "serve/serve.h"

/* Limits, in bytes; docs/serve.md names them. */
#define CHN_SERVE_TARGET_MAX 4096u
#define CHN_SERVE_BODY_MAX 65536u
#define CHN_SERVE_PARAMS_MAX 32u
#define CHN_SERVE_SEGMENTS_MAX 8u
#define CHN_SERVE_ANSWER_MAX ((size_t)256 * 1024 * 1024)
#define CHN_SERVE_PAGE 50u
#define CHN_SERVE_PAGE_MAX 500u
#define CHN_SERVE_CACHE_BYTES ((size_t)64 * 1024 * 1024)
#define CHN_SERVE_EXPORTS_MAX 4u
#define CHN_SERVE_SKIPPED_MAX 4096u
#define CHN_SERVE_TOKEN 33u /* 32 hexadecimal digits and NUL */

/* ---- a request ---- */

typedef struct chn_param {
    chn_str name, value;
} chn_param;

typedef struct chn_request {
    chn_str method, target; /* as they were sent */
    /* headers; empty: not there */
    chn_str host, origin, fetch_site, cookie, authorization, if_none_match,
        content_type;
    bool odd; /* headers that contradict each other: nobody honest sends that */
    bool takes_gzip;
    chn_str body;
    /* by chn_request_parse: undone escapes, in the arena, NUL-terminated */
    chn_str path;                            /* escapes as they were sent */
    chn_str segment[CHN_SERVE_SEGMENTS_MAX]; /* of the path */
    uint32_t n_segments;
    chn_param param[CHN_SERVE_PARAMS_MAX];
    uint32_t n_params;
} chn_request;

/* Take the target apart. 0, or the status that it deserves. */
int chn_request_parse(chn_request *r, chn_arena *a, const char **what);
/* NULL: it is not there. */
const chn_param *chn_request_param(const chn_request *r, const char *name);

/* ---- an answer ---- */

/* Bytes that several answers may share. */
typedef struct chn_block chn_block;

/* An export under way; export.c. */
typedef struct chn_job chn_job;

typedef struct chn_answer {
    int status;
    const char *type; /* Content-Type; NULL: no body */
    chn_str body;     /* borrowed from `block` or from the program */
    chn_block *block; /* NULL: none */
    chn_job *job;     /* the body comes from it, as it is made; NULL: none */
    bool gzip;        /* body is compressed */
    bool cache_hit;
    bool raw;      /* the body ends where it ends, without a newline of ours */
    char etag[48]; /* with its quotes; "" none */
    const char *cache_control;
    const char *allow; /* of a 405 */
    char location[CHN_SERVE_TARGET_MAX + 8];
    char cookie[128];
    char disposition[96];
} chn_answer;

/* ---- the server ---- */

typedef struct chn_view {
    chn_overview *overview;
    uint32_t users; /* under the server's lock */
} chn_view;

typedef struct chn_cache chn_cache;

struct chn_server {
    chn_serve_options o;
    char host[80];               /* an address as Host has it, without port */
    bool any_host;               /* listens on all addresses */
    char token[CHN_SERVE_TOKEN]; /* "" none is asked for */
    uint16_t port;               /* set once it listens */
    const char *name;            /* of the store's file, without folder */
    pthread_mutex_t lock;        /* of all below */
    chn_store **idle;            /* [n_idle] handles for reading */
    uint32_t n_idle, cap_idle;
    chn_view *view;
    bool reading;                         /* somebody makes a new view */
    chn_job *jobs[CHN_SERVE_EXPORTS_MAX]; /* exports under way */
    uint32_t exports;                     /* with those that begin */
    bool stopping;
    pthread_cond_t ended; /* an export has */
    char (*skipped)[32];  /* [n_skipped] claims, in order */
    uint32_t n_skipped;
    uint32_t skips;          /* how often something was skipped */
    pthread_mutex_t making;  /* one long list after the other */
    pthread_mutex_t writing; /* one decision after the other */
    chn_store *writer;       /* NULL: nobody may decide */
    chn_cache *cache;        /* of answers */
    chn_cache *lists; /* that take long to make: answers do not push them out */
};

/* Answer a request; never fails: what goes wrong is an answer, too. Free with
 * chn_answer_free. Any number of threads. */
void chn_server_answer(chn_server *s, chn_request *r, chn_answer *out);
void chn_answer_free(chn_answer *a);
/* All exports fail from now on; none waits for its reader any more. */
void chn_jobs_break(chn_server *s);
/* Returns when none is under way; their readers have dropped them. */
void chn_jobs_wait(chn_server *s);

/* A handle for reading, of this thread until it is given back. */
chn_store *chn_server_take(chn_server *s, chn_err *err);
void chn_server_give(chn_server *s, chn_store *h);
/* The events of the store's state `version`, or of one shortly before while
 * another thread reads them anew. NULL with `err`. */
chn_view *chn_server_view(chn_server *s, chn_store *h, const char *version,
                          chn_err *err);
void chn_server_leave(chn_server *s, chn_view *v);
/* Ask for the lists that take long, so that they are there when they are asked
 * for; ends early where the server stops. */
void chn_server_warm(chn_server *s);

/* token.c */
bool chn_token_make(char out[CHN_SERVE_TOKEN]);
/* In a time that tells nothing of how far they are the same. */
bool chn_token_same(chn_str a, const char *token);

/* guard.c: who may ask. 0, or the status to refuse with. */
typedef struct chn_refusal {
    int status;
    const char *code, *message;
} chn_refusal;
chn_refusal chn_guard(const chn_server *s, const chn_request *r);
/* The token is asked for and is in the address: where to go, with a cookie. */
bool chn_guard_enter(const chn_server *s, const chn_request *r,
                     chn_answer *out);

/* ---- cache.c ---- */

chn_block *chn_block_new(chn_buf *b); /* takes the buffer's bytes; NULL: no
                                         memory, the buffer is freed too */
chn_str chn_block_str(const chn_block *b);
chn_block *chn_block_keep(chn_block *b);
void chn_block_drop(chn_block *b);

chn_cache *chn_cache_new(size_t most);
void chn_cache_free(chn_cache *c);
/* A block of its own for the caller, or NULL. */
chn_block *chn_cache_get(chn_cache *c, chn_str key);
void chn_cache_put(chn_cache *c, chn_str key, chn_block *b);

/* ---- assets.c: the pages' files, compiled in ---- */

typedef struct chn_asset {
    const char *path; /* "/assets/app-1a2b.js"; "/index.html" */
    const char *type;
    const unsigned char *begin, *end;
    const unsigned char *gzip_begin, *gzip_end; /* NULL: not worth it */
    const char *etag;                           /* with its quotes */
    bool immutable; /* its name holds a hash of its bytes */
} chn_asset;
/* Made at build by tools/mkassets.sh; path NULL at the end. */
extern const chn_asset chn_assets[];
const chn_asset *chn_asset_find(chn_str path);

#endif
