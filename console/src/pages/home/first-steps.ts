import type { Client } from '../../api/sdk.ts'

export const stepNames = ['customer', 'plan', 'key', 'call', 'webhook'] as const
export type StepName = (typeof stepNames)[number]

export interface FirstSteps {
  /** The only workspace; undefined: there is none yet. */
  workspaceId: string | undefined
  done: Readonly<Record<StepName, boolean>>
}

const nothing = { customer: false, plan: false, key: false, call: false, webhook: false }

/** How far the first customer has come; null: there are several, so this is no first run. */
export async function readFirstSteps(client: Client, signal: AbortSignal): Promise<FirstSteps | null> {
  const { data, meta } = await client.workspaces.list({ per_page: 1 }, { signal })
  if (meta.total > 1) return null
  const [workspace] = data
  if (workspace === undefined) return { workspaceId: undefined, done: nothing }
  const of = { signal, workspaceId: workspace.id }
  const [packages, keys, deliveries] = await Promise.all([
    client.workspacePackages.list(workspace.id, { per_page: 1 }, of),
    client.apiKeys.list({ per_page: 25 }, of),
    client.deliveries.listAll({ per_page: 1, status: 'success' }, of),
  ])
  return {
    workspaceId: workspace.id,
    done: {
      customer: true,
      plan: packages.data.length > 0,
      key: keys.data.length > 0,
      call: keys.data.some((key) => key.last_used_at !== null),
      webhook: deliveries.data.length > 0,
    },
  }
}
