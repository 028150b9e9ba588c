import { startMesh } from './mesh.ts'
import { startOneProcess } from './one-process.ts'
import type { Topology } from './topology.ts'

/** The same product on both: every journey runs on each. */
export const topologies: readonly { name: string; start: () => Promise<Topology>; hasBroker: boolean }[] = [
  { name: 'in one process', start: startOneProcess, hasBroker: false },
  { name: 'as four processes', start: startMesh, hasBroker: true },
]
