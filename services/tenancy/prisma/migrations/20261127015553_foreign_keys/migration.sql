-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "foreign_keys" TEXT NOT NULL DEFAULT 'refuse';

-- CreateTable
CREATE TABLE "foreign_api_key" (
    "workspace_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "foreign_api_key_pkey" PRIMARY KEY ("workspace_id","key_id")
);

-- CreateIndex
CREATE INDEX "foreign_api_key_last_used_at_idx" ON "foreign_api_key"("last_used_at");
