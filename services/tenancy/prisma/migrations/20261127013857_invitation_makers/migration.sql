-- AlterTable: the release before names no maker, so its invitations prove no address and end with nobody.
ALTER TABLE "invitation" ADD COLUMN     "invited_by" TEXT,
ADD COLUMN     "is_by_operator" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "invitation_maker_idx" ON "invitation"("invited_by") WHERE (invited_by IS NOT NULL);

-- CreateIndex
CREATE INDEX "invitation_accepted_idx" ON "invitation"("accepted_by") WHERE (accepted_by IS NOT NULL);
