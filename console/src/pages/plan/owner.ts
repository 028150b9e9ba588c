import type { Client } from '../../api/sdk.ts'

/** The holder of packages and boosts. */
export interface Owner {
  type: 'workspace' | 'namespace'
  id: string
}

// The operations are the same for both; the types of one stand for both.
export const packagesOf = (client: Client, { type }: Owner): Client['workspacePackages'] =>
  client[`${type}Packages`] as Client['workspacePackages']

export const boostsOf = (client: Client, { type }: Owner): Client['workspaceBoosts'] =>
  client[`${type}Boosts`] as Client['workspaceBoosts']
