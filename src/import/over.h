/* SPDX-License-Identifier: Apache-2.0 */
/* The door for the engine. */
#ifndef CHN_IMPORT_OVER_H
#define CHN_IMPORT_OVER_H

#include <chancery/actors.h>

#include "base/table.h"

/* chn_import_new over tables that outlive the import. */
chn_import *chn_import_over(const chn_tableset *set, chn_err *err);

#endif
