-- Stretches of history that are sent again, a slice at a time; the cursor is the last delivery that was looked at.

CREATE TABLE "replay" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "statuses" TEXT[] NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "total" BIGINT NOT NULL,
    "done" BIGINT NOT NULL DEFAULT 0,
    "cursor_at" TIMESTAMPTZ(3) NOT NULL,
    "cursor_id" TEXT NOT NULL DEFAULT '',
    "turn_at" TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "replay_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "replay_running_key" ON "replay" ("endpoint_id") WHERE status = 'running';
CREATE INDEX "replay_turn_at_idx" ON "replay" ("turn_at") WHERE status = 'running';
CREATE INDEX "replay_created_at_idx" ON "replay" ("created_at");
