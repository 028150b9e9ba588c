-- AlterTable: how many workspaces a user's keys have made is bounded. Those made before this was kept count for nobody.
ALTER TABLE "workspace" ADD COLUMN "made_by" TEXT;

-- CreateIndex
CREATE INDEX "workspace_living_made_by_idx" ON "workspace"("made_by") WHERE (deleted_at IS NULL AND made_by IS NOT NULL);
