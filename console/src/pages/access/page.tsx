import { words } from '../../messages/index.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { OperatorKeys } from './operator-keys.tsx'

/** Who can run this Plinth. */
export function Page() {
  return (
    <>
      <PageHead title={words.access.title} />
      <OperatorKeys />
    </>
  )
}
