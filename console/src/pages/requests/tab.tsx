import type { TabProps } from '../workspace/tab-props.ts'
import { Requests } from './requests.tsx'

export function Page({ workspace }: TabProps) {
  return <Requests workspaceId={workspace.id} />
}
