import { useSigned } from '../../shell/session-context.ts'
import type { TabProps } from '../workspace/tab-props.ts'
import { Invitations } from './invitations.tsx'
import { Members } from './members.tsx'
import { isManager } from './roles.ts'

/** Members of the workspace, and open invitations. */
export function Page({ workspace }: TabProps) {
  const session = useSigned()
  return (
    <>
      <Members workspaceId={workspace.id} />
      {isManager(session) && <Invitations workspaceId={workspace.id} />}
    </>
  )
}
