-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "family_id" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "generation" INTEGER NOT NULL DEFAULT 0;
