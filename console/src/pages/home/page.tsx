import { Redirect } from 'wouter-preact'
import { useSigned } from '../../shell/session-context.ts'
import { InstallationHome } from './installation-home.tsx'

/** An operator sees the whole installation; others begin at their workspace. */
export function Page() {
  const { isOperator, workspace_id: workspaceId } = useSigned()
  return isOperator ? <InstallationHome /> : <Redirect to={`/workspaces/${workspaceId}`} replace />
}
