import type { ApiKey } from '../../api/sdk.ts'

/** Of the forms about one key. */
export interface KeyFormProps {
  apiKey: ApiKey
  workspaceId: string
  onClose: () => void
  /** The keys have changed. */
  onDone: () => void
}
