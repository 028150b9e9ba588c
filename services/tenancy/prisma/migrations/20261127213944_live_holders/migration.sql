-- CreateIndex
CREATE INDEX "boost_live_feature_idx" ON "boost"("feature_code") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "package_assignment_live_package_idx" ON "package_assignment"("package_id") WHERE (ended_at IS NULL);
