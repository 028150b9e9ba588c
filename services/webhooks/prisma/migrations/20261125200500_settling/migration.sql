-- Endpoints whose deliveries do not yet stand as they do: what is left to hold, to release or to cancel is done slice by slice.
CREATE TABLE "endpoint_settling" (
    "endpoint_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),
    "turn_at" TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "endpoint_settling_pkey" PRIMARY KEY ("endpoint_id")
);

CREATE INDEX "endpoint_settling_turn_at_idx" ON "endpoint_settling" ("turn_at");

-- In the order in which they are released. The index without the order, "delivery_due_held_idx", is left for a later release to
-- drop: DROP INDEX keeps out readers too, and all migrations are one transaction, to whose end the release before would stand still.
-- IS TRUE tells the two apart: without it plans that were made while nothing was held read and sort all that is held by the old one.
CREATE INDEX "delivery_due_release_idx" ON "delivery_due" ("endpoint_id", "delivery_id") WHERE (held_at IS NOT NULL) IS TRUE;
