-- Attempts of each endpoint by minute, hour and day, added up as they are made. No index has what an update changes.
CREATE TABLE "attempt_count" (
    "endpoint_id" TEXT NOT NULL,
    -- minute, hour or day.
    "width" TEXT NOT NULL,
    -- The beginning of the bucket, in UTC.
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ok" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "timed_out" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    -- Response times: the attempts in each of 64 buckets.
    "latency" INTEGER[] NOT NULL,

    CONSTRAINT "attempt_count_pkey" PRIMARY KEY ("endpoint_id", "width", "at")
) WITH (fillfactor = 50);

CREATE INDEX "attempt_count_width_at_idx" ON "attempt_count" ("width", "at");
