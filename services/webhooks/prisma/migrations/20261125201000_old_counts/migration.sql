-- Days whose counters are folded into one row of their workspace are found by it.
CREATE INDEX "delivery_count_day_idx" ON "delivery_count" ("day");
