-- CreateIndex: expired tokens are found without reading the others. The release before needs nothing new.
CREATE INDEX "email_verification_expires_at_idx" ON "email_verification"("expires_at");
