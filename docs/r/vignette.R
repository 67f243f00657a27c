# SPDX-License-Identifier: Apache-2.0
#' # A store in R
#'
#' From reports to a panel, a series and its sources. Run it on a store of your
#' own, from any folder; the picture goes to the second argument:
#'
#'     Rscript docs/r/vignette.R record.db series.svg [ged.csv [events.parquet]]
#'
#' Where knitr is there, knitr::spin("vignette.R") makes a page of it.

here <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
source(file.path(if (length(here)) dirname(here) else ".", "chancery.R"))
argv <- commandArgs(trailingOnly = TRUE)
if (length(argv) < 2L) stop("usage: Rscript vignette.R STORE PICTURE.svg [GED.csv [EVENTS.parquet]]")
store <- open_store(argv[[1]])

#' ## What is in it
#'
#' An event is an act, told by one claim or more. What a report says is never
#' lost behind it: each claim has its sentence and its chain of sources.

all <- events(store)
told <- claims(store)
cat(nrow(all), "events,", nrow(told), "claims,", length(unique(told$report)), "reports that tell one\n")
print(table(all$plover, all$status))

#' `date_prec` is UCDP's: 1 a day, 2 to 5 wider, NA where the text does not tell.
#' A count by day must leave out the rest, and say how many these are.

exact <- !is.na(all$date_prec) & all$date_prec == 1
cat(sum(exact), "events have a day,", sum(!exact), "do not\n")

#' ## Dyad-years
#'
#' One row for each pair of countries and year, the form that most models want.

panel <- dyad_years(store)
print(head(panel[order(-panel$n), ], 10), row.names = FALSE)

#' ## A series, drawn
#'
#' The pair that most is told of. `dyad_series` counts as `chancery series` does:
#' an act "in 2019" is in the year and in no month. What fits into no period is
#' told, not dropped in silence.

sums <- tapply(panel$n, panel$dyad, sum)
most <- strsplit(names(sums)[which.max(sums)], "-", fixed = TRUE)[[1]]
series <- dyad_series(store, most[[1]], most[[2]], by = "year")  # zeros for years without
print(series[series$n > 0, ], row.names = FALSE)
cat(attr(series, "left_out"), "acts are in no year\n")
plot_series(series, argv[[2]], paste(most, collapse = " - "))

#' ## On whose word
#'
#' The shares of origins, and what would be gone without each of them: events
#' that no other origin tells.

word <- origins(store)
word$origin[is.na(word$origin)] <- "(the reports themselves)"
print(head(word[, c("origin", "kind", "events", "events_alone")], 10), row.names = FALSE)

#' ## Quotes
#'
#' Direct speech, with who said it and where that stands.

said <- quotes(store)
cat(nrow(said), "quotes\n")
for (i in seq_len(min(3L, nrow(said)))) {
  cat(strwrap(sprintf("%s: %s (%s, %s)", said$speaker[i], said$quote[i],
                      said$publisher[i], said$report_day[i]), 78, exdent = 4), sep = "\n")
}

#' ## From files
#'
#' Who has no store reads an export: the same events, the same names.

if (length(argv) >= 3L) {
  ged <- read_ged(argv[[3]])
  cat(nrow(ged), "events in", basename(argv[[3]]), "\n")
  stopifnot(setequal(ged$event_id, all$event_id[all$reviewed != "rejected"]))
}
if (length(argv) >= 4L) {
  parquet <- read_parquet_events(argv[[4]])
  if (!is.null(parquet)) cat(nrow(parquet), "events in", basename(argv[[4]]), "\n")
}
DBI::dbDisconnect(store)
