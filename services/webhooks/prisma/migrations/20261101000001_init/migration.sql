-- Endpoints, what happened, what is owed to whom, and what was tried.

CREATE TABLE "endpoint" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[] NOT NULL,
    "description" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "retry_schedule_seconds" INTEGER[] NOT NULL,
    "sealed_secret" BYTEA NOT NULL,
    "sealed_previous_secret" BYTEA,
    "previous_secret_until" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" TEXT NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "endpoint_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "endpoint_living_idx" ON "endpoint" ("workspace_id", "created_at", "id") WHERE deleted_at IS NULL;

-- The dispatcher's view of an endpoint. Its row is the endpoint's lock: whoever changes the endpoint's
-- deliveries or its activity takes it first.
CREATE TABLE "endpoint_state" (
    "endpoint_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "next_due_at" TIMESTAMPTZ,
    "last_turn_at" TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),
    "window_size" INTEGER NOT NULL DEFAULT 2,
    "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
    "transport_failures" INTEGER NOT NULL DEFAULT 0,
    "open_count" INTEGER NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ,
    "open_until" TIMESTAMPTZ,
    "paused_until" TIMESTAMPTZ,
    "average_ms" REAL NOT NULL DEFAULT 0,
    "failure_rate" REAL NOT NULL DEFAULT 0,
    -- When it may be given a turn; null while nothing is due.
    "turn_at" TIMESTAMPTZ GENERATED ALWAYS AS (
        CASE WHEN next_due_at IS NOT NULL THEN greatest(next_due_at, open_until, paused_until) END
    ) STORED,

    CONSTRAINT "endpoint_state_pkey" PRIMARY KEY ("endpoint_id")
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE INDEX "endpoint_state_turn_at_idx" ON "endpoint_state" ("turn_at") WHERE turn_at IS NOT NULL;

-- Partitions are made ahead by the service and dropped whole. The day is the one inside the event's id.
CREATE TABLE "event" (
    "event_day" DATE NOT NULL,
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "namespace_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    -- The exact bytes that are signed and sent.
    "payload" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("event_day", "id")
) PARTITION BY RANGE ("event_day");

CREATE INDEX "event_workspace_id_created_at_id_idx" ON "event" ("workspace_id", "created_at", "id");

CREATE TABLE "delivery" (
    "event_day" DATE NOT NULL,
    "id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "namespace_id" TEXT NOT NULL,
    "event_type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "status_code" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    -- Logged and shown, counted nowhere.
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "next_attempt_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("event_day", "id")
) PARTITION BY RANGE ("event_day");

CREATE UNIQUE INDEX "delivery_event_day_event_id_endpoint_id_key" ON "delivery" ("event_day", "event_id", "endpoint_id");
CREATE INDEX "delivery_endpoint_id_created_at_id_idx" ON "delivery" ("endpoint_id", "created_at", "id");

CREATE TABLE "attempt" (
    "event_day" DATE NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "trigger" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "status_code" INTEGER NOT NULL,
    "response_headers" JSONB NOT NULL,
    "response_body" BYTEA NOT NULL,
    "error" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "wait_ms" INTEGER NOT NULL,
    "dns_ms" INTEGER NOT NULL,
    "connect_ms" INTEGER NOT NULL,
    "tls_ms" INTEGER NOT NULL,
    "first_byte_ms" INTEGER NOT NULL,
    "total_ms" INTEGER NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("event_day", "delivery_id", "number")
) PARTITION BY RANGE ("event_day");

-- Unfinished work only: the row goes when the delivery ends.
CREATE TABLE "delivery_due" (
    "delivery_id" TEXT NOT NULL,
    "event_day" DATE NOT NULL,
    "event_id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "trigger" TEXT NOT NULL DEFAULT 'schedule',
    "next_at" TIMESTAMPTZ NOT NULL,
    -- Attempts begun, and those of them that the schedule pays for.
    "attempt_no" INTEGER NOT NULL DEFAULT 0,
    "spent" INTEGER NOT NULL DEFAULT 0,
    "previous_outcome" TEXT NOT NULL DEFAULT '',
    "give_up_at" TIMESTAMPTZ NOT NULL,
    "held_at" TIMESTAMPTZ,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ,

    CONSTRAINT "delivery_due_pkey" PRIMARY KEY ("delivery_id")
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE INDEX "delivery_due_waiting_idx" ON "delivery_due" ("endpoint_id", "next_at") WHERE lease_token IS NULL AND held_at IS NULL;
CREATE INDEX "delivery_due_held_idx" ON "delivery_due" ("endpoint_id") WHERE held_at IS NOT NULL;
CREATE INDEX "delivery_due_leased_idx" ON "delivery_due" ("endpoint_id", "lease_until") WHERE lease_token IS NOT NULL;
CREATE INDEX "delivery_due_lease_until_idx" ON "delivery_due" ("lease_until") WHERE lease_token IS NOT NULL;
CREATE INDEX "delivery_due_workspace_id_idx" ON "delivery_due" ("workspace_id");

-- Counted in the transaction that makes the change; sharded so that writers of one workspace do not queue.
CREATE TABLE "delivery_count" (
    "workspace_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "shard" INTEGER NOT NULL,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "delivered" BIGINT NOT NULL DEFAULT 0,
    "failed" BIGINT NOT NULL DEFAULT 0,
    "cancelled" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "delivery_count_pkey" PRIMARY KEY ("workspace_id", "day", "shard")
) WITH (fillfactor = 50);
