import { fail } from '../../errors.ts'
import { contextNames, isName } from './context-names.ts'
import { type Exchange, settled } from '../context/exchange.ts'
import type { Gateway } from '../context/gateway.ts'
import type { Step } from './pipeline.ts'

/** The workspace the call acts in (api.md §10): the path's, else the one named, else the key's own. */
export const resolveContext: Step = async (exchange, gateway) => {
  const { context, scope, isOpenWhileSuspended = false } = settled(exchange.operation)
  if (Object.values(exchange.params).some((value) => !isName(value))) throw fail.notFound()
  if (scope === 'none') return
  const { principal, home } = settled(exchange.bearer)
  const refusesSuspended = !isOpenWhileSuspended && !principal.isOperator
  if (refusesSuspended && home?.status === 'suspended') throw fail.workspaceSuspended()
  const named = contextNames(exchange)
  const inPath = context === 'path' ? exchange.params['workspace_id'] : undefined
  const workspace = inPath ?? named.workspace ?? principal.homeWorkspaceId
  if (workspace === '') {
    if (context !== 'none' || named.namespace !== undefined) throw fail.workspaceMissing()
    return
  }
  const isHome = workspace === principal.homeWorkspaceId && named.namespace === undefined
  const access = isHome && home !== undefined ? home : await lookUp(exchange, gateway, workspace, named.namespace ?? '')
  if (inPath !== undefined && named.workspace !== undefined && named.workspace !== inPath) {
    await refuseOther(exchange, gateway, named.workspace, access.workspaceId)
  }
  if (refusesSuspended && access.status === 'suspended') throw fail.workspaceSuspended()
  exchange.access = access
  gateway.foreignKeys.note(settled(exchange.bearer), access.workspaceId)
}

function lookUp(exchange: Exchange, { directory }: Gateway, workspace: string, namespace: string) {
  const { principal } = settled(exchange.bearer)
  return directory.access({ requestId: exchange.requestId, principal, workspace, namespace })
}

async function refuseOther(exchange: Exchange, gateway: Gateway, named: string, workspaceId: string): Promise<void> {
  const other = await lookUp(exchange, gateway, named, '').catch(() => undefined)
  if (other?.workspaceId !== workspaceId) throw fail.contextConflict('workspace_id')
}
