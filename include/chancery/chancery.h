/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file chancery.h
 * The whole interface of libchancery. See the headers that it includes.
 *
 * Four nouns, four lifetimes: an engine (immutable, shared by threads), a
 * worker (one thread), a result (one report), a store (one file).
 */
#ifndef CHANCERY_H
#define CHANCERY_H

#include <chancery/actors.h>
#include <chancery/arrow.h>
#include <chancery/base.h>
#include <chancery/check.h>
#include <chancery/claim.h>
#include <chancery/dating.h>
#include <chancery/engine.h>
#include <chancery/events.h>
#include <chancery/explain.h>
#include <chancery/export.h>
#include <chancery/known.h>
#include <chancery/merging.h>
#include <chancery/overview.h>
#include <chancery/pages.h>
#include <chancery/query.h>
#include <chancery/relations.h>
#include <chancery/report.h>
#include <chancery/review.h>
#include <chancery/store.h>

#endif
