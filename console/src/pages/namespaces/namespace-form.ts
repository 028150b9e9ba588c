import type { Namespace } from '../../api/sdk.ts'

/** Of the forms about one namespace. */
export interface NamespaceFormProps {
  namespace: Namespace
  workspaceId: string
  onClose: () => void
  /** The namespaces have changed. */
  onDone: () => void
}
