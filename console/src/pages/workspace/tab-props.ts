import type { Workspace } from '../../api/sdk.ts'

export interface TabProps {
  workspace: Workspace
}
