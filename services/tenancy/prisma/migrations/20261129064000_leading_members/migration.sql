-- CreateIndex: owners and admins. A plain member, as most are, adds no entry.
CREATE INDEX "membership_leading_idx" ON "membership"("workspace_id", "role", "created_at", "user_id")
    WHERE (role <> 'member');
