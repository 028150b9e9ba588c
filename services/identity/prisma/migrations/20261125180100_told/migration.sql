-- AlterTable: the release before makes users without knowing of it, and tells nobody who keeps a copy.
ALTER TABLE "user" ADD COLUMN     "is_told" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "user_untold_idx" ON "user"("id") WHERE (NOT is_told);
