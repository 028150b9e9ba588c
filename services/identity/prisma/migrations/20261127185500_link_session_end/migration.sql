-- AlterTable
ALTER TABLE "sign_in_link" ADD COLUMN     "session_ends_at" TIMESTAMPTZ(3);
