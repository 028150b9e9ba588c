import { batcher } from '@plinth/kit/async/batcher'
import type { Clock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import type { ReadCatalog } from '../entitlements/plan/plan.ts'
import { personalNamespace } from '../namespaces/namespace.ts'
import { insertFirstNamespace } from '../namespaces/store.ts'
import { ownLimits } from '../own-limits/own-limits.ts'
import { type AccessQuestion, decideAccess, type PlannedAccess } from './access.ts'
import { findAccess } from './store.ts'

/** Returns the role of a user in a workspace. The first call of a user creates the Personal namespace. */
export function accessResolver(
  database: Database,
  clock: Clock,
  readCatalog: ReadCatalog,
): (question: AccessQuestion) => Promise<PlannedAccess> {
  const find = batcher((questions: readonly AccessQuestion[]) => findAccess(database, questions))
  return async (question) => {
    const facts = await find(question)
    const access = decideAccess(question, facts)
    if (question.userId !== '' && !facts.hasPersonalNamespace)
      await insertFirstNamespace(database, personalNamespace(newId('ns', clock), question.userId))
    const { plan } = facts
    const catalog = await readCatalog(database, plan.catalogVersion)
    return { ...access, planLimits: ownLimits(catalog, { ...plan, ownerId: access.workspaceId }, plan.at) }
  }
}
