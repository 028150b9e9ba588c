-- The plumbing of every service's database: the clock, the outbox and the idempotency keys.

-- A plain SQL expression, so that the planner inlines it. The test clock replaces it by one with an offset.
CREATE FUNCTION plinth_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN now();

-- Events of committed changes, until every consumer has confirmed them. `payload` is a plinth.events.v1.Event
-- without its time: created_at, the time of the transaction, is added when it is published.
CREATE TABLE "outbox" (
    "id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" BYTEA NOT NULL,
    "traceparent" TEXT NOT NULL,
    "awaiting" TEXT[] NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "next_publish_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now() + interval '5 seconds',
    "publish_count" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

CREATE INDEX "outbox_next_publish_at_idx" ON "outbox" ("next_publish_at");

-- What a call with an Idempotency-Key ended with. `id` is the SHA-256 of its scope and key; `sealed` the
-- encrypted answer or refusal.
CREATE TABLE "idempotency_key" (
    "id" BYTEA NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "first_request_id" TEXT NOT NULL,
    "is_refusal" BOOLEAN NOT NULL,
    "sealed" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key" ("expires_at");
