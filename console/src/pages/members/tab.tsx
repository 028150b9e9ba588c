import type { TabProps } from '../workspace/tab-props.ts'
import { Invitations } from './invitations.tsx'
import { Members } from './members.tsx'

/** Who belongs to the workspace, and who is asked to. */
export function Page({ workspace }: TabProps) {
  return (
    <>
      <Members workspaceId={workspace.id} />
      <Invitations workspaceId={workspace.id} />
    </>
  )
}
