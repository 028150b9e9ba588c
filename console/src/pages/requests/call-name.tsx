import type { LoggedRequest } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { visible } from '../../ui/outside-text.ts'

/** "PATCH workspaces.update". */
export const callName = ({ method, operation, path }: Pick<LoggedRequest, 'method' | 'operation' | 'path'>): string =>
  visible(`${method} ${operation ?? path ?? `(${words.requests.noOperation})`}`)
