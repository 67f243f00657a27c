# SPDX-License-Identifier: Apache-2.0
# Figures of docs/r/chancery.R on the sample reports, against what sqlite3 and
# chancery series count.
#
#   Rscript check.R SOURCE STORE GED.csv FIGURES.tsv SERIES.csv...
argv <- commandArgs(trailingOnly = TRUE)
source(file.path(argv[[1]], "docs/r/chancery.R"))
store <- open_store(argv[[2]])
figures <- utils::read.delim(argv[[4]], header = FALSE, col.names = c("name", "value"))
want <- function(name) {
  stopifnot(name %in% figures$name)
  figures$value[figures$name == name]
}

all <- events(store)
told <- claims(store)
stopifnot(nrow(all) == want("events"), nrow(told) == want("claims"), nrow(all) > 100,
          inherits(all$date_start, "Date"), is.logical(all$symmetric),
          !anyDuplicated(all$event_id), !anyDuplicated(told$claim),
          all(told$event %in% all$event_id), all(nzchar(told$sentence_text)),
          sum(is.na(all$date_start)) == want("without_start"),
          abs(sum(all$scale, na.rm = TRUE) - want("scale")) < 1e-6)

# Kim Jong Un and Moon Jae-in met at Panmunjom: 001-panmunjom-summit.txt
met <- events(store, between = c("kor", "prk"), from = "2018-04-27", to = "2018-04-27",
              category = "CONSULT", status = "occurred")
stopifnot(nrow(met) >= 1, all(met$date_start == as.Date("2018-04-27")),
          any(grepl("Kim Jong Un", paste(met$actor1, met$actor2)) &
              grepl("Moon Jae-in", paste(met$actor1, met$actor2))))
one <- claims(store, event = met$event_id[[1]])
stopifnot(nrow(one) == met$n_reports[[1]] || nrow(one) > met$n_reports[[1]],
          all(one$event == met$event_id[[1]]))
stopifnot(nrow(events(store, between = c("PRK", "BOL"))) == 0,
          nrow(events(store, status = "denied")) == want("denied"),
          nrow(claims(store, origin = "x' OR '1'='1")) == 0)

word <- origins(store)
stopifnot(nrow(word) == want("origins"), sum(word$claims) == nrow(told),
          sum(is.na(word$origin)) == 1)
said <- quotes(store)
stopifnot(nrow(said) == want("quotes"), !anyNA(said$quote))

panel <- dyad_years(store)
stopifnot(nrow(panel) == want("dyad_years"), sum(panel$n) == want("dyad_year_events"))

# the same counts as chancery series, period by period
compared <- 0
for (path in argv[-(1:4)]) {
  theirs <- utils::read.csv(path)
  pair <- strsplit(theirs$dyad[[1]], "-", fixed = TRUE)[[1]]
  by <- sub("^.*-(year|quarter|month)\\.csv$", "\\1", path)
  ours <- dyad_series(store, pair[[1]], pair[[2]], by = by)
  at <- match(format(ours$period), theirs$date_start)
  stopifnot(!anyNA(at), ours$n == theirs$n[at], sum(ours$n) == sum(theirs$n), sum(ours$n) > 0,
            ours$cooperation == (theirs$quad_1 + theirs$quad_2)[at],
            ours$conflict == (theirs$quad_3 + theirs$quad_4)[at],
            abs(ours$score - theirs$score[at]) < 0.011)
  compared <- compared + nrow(ours)
}
stopifnot(compared > 10)
stopifnot(nrow(dyad_series(store, "PRK", "BOL")) == 0)

ged <- read_ged(argv[[3]])
same <- merge(ged, all, by = "event_id")
stopifnot(nrow(same) == nrow(all), identical(same$date_start.x, same$date_start.y),
          identical(same$actor1.x, same$actor1.y), identical(same$quote.x, same$quote.y),
          identical(same$symmetric.x, same$symmetric.y), isTRUE(all.equal(same$scale.x, same$scale.y)))
DBI::dbDisconnect(store)

# what is no store is refused, in words
refused <- function(path, words) {
  said <- tryCatch({ open_store(path); "" }, error = conditionMessage)
  stopifnot(grepl(words, said, fixed = TRUE))
}
refused("nothing.db", "there is no such store")
writeLines("not a database, but text of some length", "text.db")
refused("text.db", "not a store of chancery")
other <- DBI::dbConnect(RSQLite::SQLite(), "other.db")
invisible(DBI::dbExecute(other, "CREATE TABLE t (a)"))
DBI::dbDisconnect(other)
refused("other.db", "not a store of chancery")
said <- character()
parquet <- withCallingHandlers(
  tryCatch(read_parquet_events("none.parquet"), error = function(e) "error"),
  message = function(m) { said <<- conditionMessage(m); invokeRestart("muffleMessage") })
stopifnot(if (requireNamespace("arrow", quietly = TRUE)) identical(parquet, "error")
          else is.null(parquet) && grepl("arrow is not here", said, fixed = TRUE))
cat("all figures as they should be\n")
