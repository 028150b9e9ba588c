import type { Workspace } from '../../api/sdk.ts'

export interface TabProps {
  /** Its name is its ID for a session that may not read the workspace itself. */
  workspace: Pick<Workspace, 'id' | 'name'>
}

/** Of a tab whose scope is read:workspaces. */
export interface WholeTabProps {
  workspace: Workspace
}
