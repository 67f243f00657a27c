/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Serve: a store as pages and as JSON, over HTTP. In: a store's file. Out:
 * answers to requests, until it is told to stop. The door for the tool.
 */
#ifndef CHN_SERVE_SERVE_H
#define CHN_SERVE_SERVE_H

#include <chancery/engine.h>
#include <chancery/store.h>

typedef struct chn_server chn_server;
typedef struct chn_http chn_http;

typedef struct chn_serve_options {
    const char *store;        /* its file */
    const char *listen;       /* an address; NULL: this machine only */
    uint16_t port;            /* 0: any that is free */
    const char *reviewer;     /* who decides; NULL: nobody may */
    int32_t below;            /* percent: less sure claims are doubtful */
    uint32_t threads;         /* that answer; 1 to 64 */
    uint32_t connections;     /* at most so many at a time */
    const chn_engine *engine; /* tells versions and named days */
    /* "north korea" -> "PRK"; CHN_ERR_ARGUMENT where it is no state */
    chn_code (*state)(const char *word, char out[16], chn_err *err);
    /* the time of a decision, "2026-01-31T12:00:00Z" */
    void (*now)(char out[32]);
    uint64_t (*ticks)(void); /* milliseconds of a clock that only goes on */
} chn_serve_options;

/* Opens the store and reads its events. All strings and the engine are
 * borrowed until chn_server_free. NULL with `err`. */
chn_server *chn_server_new(const chn_serve_options *o, chn_err *err);
void chn_server_free(chn_server *s);

/* Listens and answers in threads of its own, until it is stopped. NULL with
 * `err`: the address is in use, or this chancery was built without HTTP. */
chn_http *chn_http_start(chn_server *s, chn_err *err);
/* Ends connections and threads; exports that run are broken off. */
void chn_http_stop(chn_http *h);
/* The address to open, with the token where there is one; lives as `h`. */
const char *chn_http_link(const chn_http *h);

#endif
