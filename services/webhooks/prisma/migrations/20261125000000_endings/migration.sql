-- What ends without an attempt: deliveries whose time is over, days that are no longer kept, workspaces that are
-- suspended or gone.

CREATE INDEX "delivery_due_give_up_at_idx" ON "delivery_due" ("give_up_at") WHERE lease_token IS NULL AND held_at IS NULL;
CREATE INDEX "delivery_due_event_day_idx" ON "delivery_due" ("event_day");

-- Kept from the workspaces' events; the event with the greatest id is the newest.
CREATE TABLE "workspace_standing" (
    "workspace_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,

    CONSTRAINT "workspace_standing_pkey" PRIMARY KEY ("workspace_id")
);

ALTER TABLE "endpoint" ADD COLUMN "suspended_at" TIMESTAMPTZ(3);
ALTER TABLE "endpoint" ADD COLUMN "closing_at" TIMESTAMPTZ(3);

CREATE INDEX "endpoint_closing_at_idx" ON "endpoint" ("closing_at") WHERE closing_at IS NOT NULL AND deleted_at IS NULL;
