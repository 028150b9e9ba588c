-- CreateIndex
CREATE INDEX "api_key_user_id_idx" ON "api_key"("user_id");
