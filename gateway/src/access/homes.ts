import type { Clock } from '@plinth/kit/clock'
import { PlinthError } from '@plinth/kit/errors'
import type { OwnerChanges } from '@plinth/kit/owner-changes'
import type { CallOptions } from '@plinth/kit/rpc'
import { OwnerType } from '@plinth/proto/tenancy/v1/namespaces.ts'
import type { Services } from '../services.ts'
import { TtlCache } from '../ttl-cache.ts'

/** Tells operators to which workspaces an object belongs. */
export interface Homes {
  /** The owner of a namespace, or the workspace that pays for it; empty for none, and for a namespace that is not found. */
  ofNamespace(idOrUuid: string, ask: CallOptions): Promise<readonly string[]>
  /** The workspaces of a user; empty for a user who is not found. */
  ofUser(userId: string, ask: CallOptions): Promise<readonly string[]>
}

interface Home {
  workspaceIds: readonly string[]
  /** Of the namespace, as a path may name it. */
  names: readonly string[]
  isFixed: boolean
}

const fixedMs = 3_600_000

export function homesOfObjects(options: {
  services: {
    namespaces: Pick<Services['namespaces'], 'getNamespace'>
    memberships: Pick<Services['memberships'], 'listUserWorkspaceIds'>
  }
  clock: Clock
  changes: Pick<OwnerChanges, 'haveBeen' | 'note'>
  ttlMs: number
  entriesMax: number
}): Homes {
  const { services, clock, changes, ttlMs, entriesMax } = options
  const ofNamespaces = new TtlCache<Home>({
    entriesMax,
    ttlMs: fixedMs,
    monotonicMs: () => clock.monotonicMs(),
    changes,
    namesOf: ({ names }) => names,
    // A workspace owns a namespace for ever; another one may begin to pay for a user's at any time.
    lifeMs: ({ isFixed }) => (isFixed ? fixedMs : ttlMs),
  })
  return {
    async ofNamespace(idOrUuid, ask) {
      try {
        const { workspaceIds } = await ofNamespaces.load(idOrUuid, async () => {
          const { namespace } = await services.namespaces.getNamespace({ idOrUuid }, ask)
          return {
            workspaceIds: [namespace?.workspaceId ?? ''].filter((id) => id !== ''),
            names: [idOrUuid, namespace?.id ?? '', namespace?.uuid ?? ''],
            isFixed: namespace?.ownerType === OwnerType.OWNER_TYPE_WORKSPACE,
          }
        })
        return workspaceIds
      } catch (err) {
        // The operation answers it, or repeats its answer to the call that deleted it.
        if (err instanceof PlinthError && err.code === 'RESOURCE_NOT_FOUND') return []
        throw err
      }
    },
    async ofUser(userId, ask) {
      return (await services.memberships.listUserWorkspaceIds({ userId }, ask)).workspaceIds
    },
  }
}
