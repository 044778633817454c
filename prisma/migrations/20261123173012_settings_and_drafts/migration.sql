-- AlterTable
ALTER TABLE "application" ADD COLUMN     "coordinator_email" TEXT,
ADD COLUMN     "coordinator_name" TEXT;

-- AlterTable
ALTER TABLE "interview" ADD COLUMN     "calendar_uid" TEXT;

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "discreet" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "last_seen_at" TIMESTAMPTZ(3),
ADD COLUMN     "paused" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "paused_until" TIMESTAMPTZ(3),
ADD COLUMN     "picture_file" TEXT,
ADD COLUMN     "picture_of" TEXT,
ADD COLUMN     "quiet_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "signature" TEXT;

-- CreateTable
CREATE TABLE "draft" (
    "member_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("member_id","key")
);

-- CreateIndex
CREATE INDEX "draft_application_id_idx" ON "draft"("application_id");

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;
