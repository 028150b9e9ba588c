-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "is_named" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "ended_operator_key" (
    "key_hash" BYTEA NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "ended_operator_key_pkey" PRIMARY KEY ("key_hash")
);

-- CreateIndex
CREATE INDEX "api_key_operator_idx" ON "api_key"("created_at", "id") WHERE (is_operator);
