-- A user is deleted in one transaction of a few statements, however many workspaces and namespaces that ends; the events of all of them
-- follow in steps. The release before deletes users without these tables.

-- CreateTable: deleted users whose events are still to be emitted; a job does so and takes the row away.
CREATE TABLE "user_events_due" (
    "user_id" TEXT NOT NULL,
    -- Who deleted the user, and by which request.
    "origin" JSONB NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    -- Namespaces up to this one have their events.
    "emitted_to_created_at" TIMESTAMPTZ(3) NOT NULL,
    "emitted_to_id" TEXT NOT NULL,
    "turn_at" TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "user_events_due_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable: memberships that ended with their user, whose events are still to be emitted.
CREATE TABLE "ended_membership" (
    "user_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "ended_membership_pkey" PRIMARY KEY ("user_id", "workspace_id")
);
