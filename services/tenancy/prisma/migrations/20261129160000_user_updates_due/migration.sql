-- A change of a user is emitted to each workspace of the user; of very many, in steps after the first. The release before emits to all at once.

-- CreateTable: changes of users that are still to be emitted; a job does so and takes the row away.
CREATE TABLE "user_updates_due" (
    -- Of identity's event.
    "event_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    -- Of the user: one change is emitted after the other.
    "version" BIGINT NOT NULL,
    -- The attributes and the changes of the event, and who caused it.
    "content" JSONB NOT NULL,
    "origin" JSONB NOT NULL,
    -- Workspaces up to this one have the event.
    "emitted_to_created_at" TIMESTAMPTZ(3) NOT NULL,
    "emitted_to_id" TEXT NOT NULL,
    "turn_at" TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "user_updates_due_pkey" PRIMARY KEY ("event_id")
);

-- CreateIndex
CREATE INDEX "user_updates_due_user_id_version_idx" ON "user_updates_due"("user_id", "version");
