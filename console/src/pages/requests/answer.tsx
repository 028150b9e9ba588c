import type { LoggedRequest } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { ErrorCode } from '../../ui/error-code.tsx'

/** How a call ended: its status, and its error code with what it means. */
export function Answer({ status, code }: Pick<LoggedRequest, 'status' | 'code'>) {
  if (status === null) return <Badge tone="plain" text={words.requests.disconnected} />
  return (
    <>
      <Badge tone={status < 400 ? 'good' : 'bad'} text={String(status)} /> {code !== null && <ErrorCode code={code} />}
    </>
  )
}
