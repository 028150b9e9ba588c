-- CreateTable: keys that ended with their membership, workspace or user, and are more than a step; a job deletes them and takes the row away.
-- The release before deletes them without this table.
CREATE TABLE "keys_end_due" (
    -- Empty: keys of the user in every workspace.
    "workspace_id" TEXT NOT NULL,
    -- Empty: keys of every user.
    "user_id" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    -- Who ended them, and by which request.
    "origin" JSONB NOT NULL,
    "turn_at" TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "keys_end_due_pkey" PRIMARY KEY ("workspace_id", "user_id")
);
