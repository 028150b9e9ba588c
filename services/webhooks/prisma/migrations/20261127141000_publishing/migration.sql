-- What a publisher says of an event beside its data. Constants as defaults: no partition is written.
ALTER TABLE "event" ADD COLUMN "caller_id" TEXT NOT NULL DEFAULT '', ADD COLUMN "channels" TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN "ordering_key" TEXT NOT NULL DEFAULT '', ADD COLUMN "occurred_at" TIMESTAMPTZ(3);

-- The publisher's own ids, unique in their workspace for as long as the events are kept. `digest` is the SHA-256 of type and
-- data; the other columns are the first answer.
CREATE TABLE "event_key" (
    "workspace_id" TEXT NOT NULL,
    "caller_id" TEXT NOT NULL,
    "event_day" DATE NOT NULL,
    "event_id" TEXT NOT NULL,
    "namespace_id" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_key_pkey" PRIMARY KEY ("workspace_id", "caller_id")
) WITH (autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX "event_key_event_day_idx" ON "event_key" ("event_day");

-- Accepted events of workspaces whose plan limits them, by month.
CREATE TABLE "event_quota" (
    "workspace_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "accepted" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "event_quota_pkey" PRIMARY KEY ("workspace_id", "month")
) WITH (fillfactor = 50);

CREATE INDEX "event_quota_month_idx" ON "event_quota" ("month");
