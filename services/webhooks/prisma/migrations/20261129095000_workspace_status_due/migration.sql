-- CreateTable: workspaces with webhooks that do not stand as their workspace yet; a job changes them and takes the row away. The release
-- before applies a status at once, and leaves no row.
CREATE TABLE "workspace_status_due" (
    "workspace_id" TEXT NOT NULL,
    "turn_at" TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),
    -- Webhooks up to this one stand as the workspace does.
    "applied_to_created_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_to_id" TEXT NOT NULL,

    CONSTRAINT "workspace_status_due_pkey" PRIMARY KEY ("workspace_id")
);
