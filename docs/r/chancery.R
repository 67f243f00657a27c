# SPDX-License-Identifier: Apache-2.0
# A store of chancery in R: the public views of docs/store.md as data frames.
#
#   source("chancery.R")
#   store <- open_store("record.db")
#   head(events(store, between = c("PRK", "USA")))
#   DBI::dbDisconnect(store)
#
# Needs the packages DBI and RSQLite; read_parquet_events() also arrow. Days are
# Date, flags logical; NA means "not told" or "not known", as in the store.

SCHEMA_NEEDED <- 9L  # the first with all views that are read here

#' Open a store, only for reading.
#'
#' @param path  the file that `chancery add -d` made.
#' @return a connection; close it with DBI::dbDisconnect().
open_store <- function(path) {
  if (!file.exists(path)) {
    stop(path, ": there is no such store; make one with: chancery add -d ", path, " PATH")
  }
  con <- DBI::dbConnect(RSQLite::SQLite(), path, flags = RSQLite::SQLITE_RO,
                        synchronous = NULL)
  app <- tryCatch(DBI::dbGetQuery(con, "PRAGMA application_id")[[1]],
                  error = function(e) NA)
  version <- if (is.na(app)) NA else DBI::dbGetQuery(con, "PRAGMA user_version")[[1]]
  if (!identical(as.integer(app), 1128812081L)) {
    DBI::dbDisconnect(con)
    stop(path, ": this is not a store of chancery")
  }
  if (version < SCHEMA_NEEDED) {
    DBI::dbDisconnect(con)
    stop(path, ": this store is of version ", version, "; bring it up to date with: chancery add -d ",
         path, " PATH")
  }
  con
}

# Columns by name to what they are.
.typed <- function(d, days = character(), flags = character()) {
  for (x in intersect(days, names(d))) d[[x]] <- as.Date(d[[x]])
  for (x in intersect(flags, names(d))) d[[x]] <- as.logical(d[[x]])
  d
}

# A query with values in the place of its "?", never pasted into it.
.ask <- function(store, sql, values = list()) {
  if (length(values)) DBI::dbGetQuery(store, sql, params = values) else DBI::dbGetQuery(store, sql)
}

# Conditions with values; what is NULL asks for nothing.
.conditions <- function(...) {
  parts <- Filter(Negate(is.null), list(...))
  list(sql = if (length(parts)) {
         paste("WHERE", paste(vapply(parts, function(p) p$sql, ""), collapse = " AND "))
       } else "",
       values = unname(unlist(lapply(parts, function(p) p$values), recursive = FALSE)))
}
.given <- function(value, sql, times = 1L) {
  if (is.null(value)) return(NULL)
  list(sql = sql, values = rep(list(as.character(value)), times))
}
# Two countries (ISO 3166-1 alpha-3) in whatever order, as v_pair has them.
.pair <- function(between, column) {
  if (is.null(between)) return(NULL)
  if (length(between) != 2L) stop("between: give two codes of countries, as c(\"PRK\", \"USA\")")
  list(sql = paste(column, "IN (SELECT event FROM v_pair WHERE dyad = ?)"),
       values = list(paste(sort(toupper(between), method = "radix"), collapse = "-")))
}

#' Events, one a row: the view v_events_flat, with names of UCDP GED.
#'
#' @param between   two codes of countries: acts between them.
#' @param from,to   days; an event counts if it can have been on one of them.
#' @param category  of PLOVER, "CONSULT".
#' @param status    "occurred", "planned", "possible" or "denied"; NULL: any.
#' @return a data frame in the order of date_start.
events <- function(store, between = NULL, from = NULL, to = NULL, category = NULL, status = NULL) {
  w <- .conditions(.pair(between, "event_id"),
                  .given(from, "coalesce(date_end, date_start) >= ?"),
                  .given(to, "coalesce(date_start, date_end) <= ?"),
                  .given(category, "plover = ?"), .given(status, "status = ?"))
  d <- .ask(store, paste("SELECT * FROM v_events_flat", w$sql,
                        "ORDER BY coalesce(date_start, date_end), event_id"), w$values)
  .typed(d, c("date_start", "date_end", "report_date", "source_date"), "symmetric")
}

#' Claims, one a row: what each report says, with its sentence.
#'
#' @param event  id of an event: all accounts of it; NULL: any.
#' @param origin on whose word, "KCNA"; NULL: any.
claims <- function(store, event = NULL, origin = NULL) {
  w <- .conditions(.given(event, "event = ?"), .given(origin, "origin = ?"))
  d <- .ask(store, paste("SELECT * FROM v_claim", w$sql, "ORDER BY report_day, claim"), w$values)
  .typed(d, c("report_day", "date_from", "date_to"), "symmetric")
}

#' Two parties a row, as ICEWS and GDELT have it: what occurred.
dyads <- function(store) {
  .typed(.ask(store, "SELECT * FROM v_dyad ORDER BY event, source, target"),
        c("day", "date_from", "date_to", "first_reported", "published"))
}

#' On whose word the record rests. `origin` NA: the reports' own.
origins <- function(store) {
  .ask(store, "SELECT * FROM v_origin ORDER BY events DESC, origin")
}

#' What was said, word for word, and by whom.
quotes <- function(store) {
  .typed(.ask(store, "SELECT speaker, quote, report_day, publisher, origin, event FROM v_claim
                    WHERE quote IS NOT NULL ORDER BY report_day, claim"), "report_day")
}

# First day of the period that a day is in.
.period_of <- function(day, by) {
  m <- as.POSIXlt(day)
  month <- switch(by, month = m$mon, quarter = m$mon %/% 3L * 3L, year = 0L * m$mon)
  as.Date(sprintf("%04d-%02d-01", m$year + 1900L, month + 1L))
}

#' Acts between two countries by period, as `chancery series` counts them: those
#' whose whole date lies within a period. A period without acts has zeros.
#'
#' @param by  "year", "quarter" or "month".
#' @return period (its first day), n, cooperation (quad 1 and 2), conflict (3 and
#'   4), score (sum of the scale), and the attribute "left_out": events whose
#'   date is open or wider than a period.
dyad_series <- function(store, a, b, by = c("year", "quarter", "month")) {
  by <- match.arg(by)
  e <- events(store, between = c(a, b), status = "occurred")
  e <- e[e$reviewed != "rejected", ]
  start <- .period_of(e$date_start, by)
  whole <- !is.na(e$date_start) & !is.na(e$date_end) & start == .period_of(e$date_end, by)
  e <- e[whole, ]
  start <- start[whole]
  if (nrow(e) == 0L) {
    d <- data.frame(period = as.Date(character()), n = integer(), cooperation = integer(),
                    conflict = integer(), score = numeric())
  } else {
    all <- seq(min(start), max(start), by = by)
    at <- factor(format(start), levels = format(all))
    count <- function(x) as.integer(tapply(x, at, sum, na.rm = TRUE, default = 0L))
    d <- data.frame(period = all, n = as.integer(table(at)),
                    cooperation = count(as.integer(e$quad %in% 1:2)),
                    conflict = count(as.integer(e$quad %in% 3:4)),
                    score = as.numeric(tapply(e$scale, at, sum, na.rm = TRUE, default = 0)))
  }
  attr(d, "left_out") <- sum(!whole)
  d
}

#' Dyad-years for a panel: a row for each pair of countries and year with an act
#' that occurred and whose whole date lies in it.
dyad_years <- function(store) {
  d <- .typed(.ask(store, "SELECT * FROM v_pair WHERE status = 'occurred'"),
              c("date_from", "date_to"))
  year <- format(d$date_from, "%Y")
  whole <- !is.na(d$date_from) & !is.na(d$date_to) & year == format(d$date_to, "%Y")
  d <- d[whole, ]
  if (nrow(d) == 0L) {
    return(data.frame(dyad = character(), year = integer(), n = integer(), score = numeric()))
  }
  by <- list(dyad = d$dyad, year = as.integer(year[whole]))
  d <- merge(aggregate(list(n = d$event), by, length),
             aggregate(list(score = d$goldstein), by, sum, na.rm = TRUE))
  d[order(d$dyad, d$year, method = "radix"), ]
}

#' A picture of a series in a file: bars for cooperation up and conflict down.
plot_series <- function(series, file, title) {
  if (nrow(series) == 0L) stop("the series is empty: there is nothing to draw")
  grDevices::svg(file, width = 8, height = 4)
  on.exit(grDevices::dev.off())
  high <- max(1, series$cooperation)
  low <- -max(1, series$conflict)
  graphics::barplot(series$cooperation, names.arg = format(series$period, "%Y"),
                    ylim = c(low, high), col = "#2b6cb0", border = NA, las = 2,
                    ylab = "acts", main = title)
  graphics::barplot(-series$conflict, add = TRUE, col = "#c05621", border = NA, axes = FALSE)
  graphics::abline(h = 0)
  graphics::legend("topleft", c("cooperation", "conflict"), fill = c("#2b6cb0", "#c05621"),
                   border = NA, bty = "n")
  invisible(file)
}

#' The table of `chancery export --format ged`, with the types that it has.
read_ged <- function(path) {
  d <- utils::read.csv(path, colClasses = "character", na.strings = "", encoding = "UTF-8")
  for (x in c("date_prec", "quad", "scale", "latitude", "longitude", "number_of_sources",
              "n_reports", "n_origins", "byte_start", "byte_end", "confidence",
              "occasion_base_year", "occasion_ordinal")) {
    if (x %in% names(d)) d[[x]] <- as.numeric(d[[x]])
  }
  d <- .typed(d, c("date_start", "date_end", "report_date", "source_date"))
  d$symmetric <- d$symmetric == "1"
  d
}

#' The same from Parquet, as the Python package writes it. NULL, with a message,
#' where the package arrow is not there (Debian 12 has none).
read_parquet_events <- function(path) {
  if (!requireNamespace("arrow", quietly = TRUE)) {
    message("the R package arrow is not here: Parquet is left out")
    return(NULL)
  }
  as.data.frame(arrow::read_parquet(path))
}
