import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Requests } from './requests.tsx'

/** For operators the calls of every workspace, for others those of their own. */
export function Page() {
  const { workspace_id } = useSigned()
  return (
    <>
      <PageHead title={words.requests.title} />
      <Requests workspaceId={workspace_id ?? undefined} />
    </>
  )
}
