import type { TabProps } from '../workspace/tab-props.ts'
import { Invitations } from './invitations.tsx'
import { Members } from './members.tsx'

/** Members of the workspace, and open invitations. */
export function Page({ workspace }: TabProps) {
  return (
    <>
      <Members workspaceId={workspace.id} />
      <Invitations workspaceId={workspace.id} />
    </>
  )
}
