-- AlterTable
ALTER TABLE "member" ADD COLUMN     "dm_channel" TEXT;
