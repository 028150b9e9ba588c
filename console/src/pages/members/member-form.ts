import type { Member } from '../../api/sdk.ts'

/** Of the forms about one member. */
export interface MemberFormProps {
  member: Member
  workspaceId: string
  onClose: () => void
  /** The members have changed. */
  onDone: () => void
}
