import { originalSource, type Position } from './original-source.ts'

/** A CPU profile as the inspector sends it. */
export interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string } & Position; children?: number[] }[]
  samples: number[]
  timeDeltas: number[]
}

/** µs by place: the innermost pipeline step on the stack, else the module that ran. */
export function timeBySpot(profile: CpuProfile): Map<string, number> {
  const spots = spotOfNodes(profile)
  const times = new Map<string, number>()
  profile.samples.forEach((node, at) => {
    const deltaUs = profile.timeDeltas[at] ?? 0
    const spot = spots.get(node)
    if (spot === undefined) return
    times.set(spot, (times.get(spot) ?? 0) + deltaUs)
  })
  times.delete('(idle)')
  return times
}

function spotOfNodes({ nodes }: CpuProfile): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const spots = new Map<number, string>()
  const visit = (id: number, above: string | undefined): void => {
    const node = byId.get(id)
    if (node === undefined) return
    const url = originalSource(node.callFrame)
    const spot = stepOf(url) ?? above
    spots.set(id, spot ?? moduleOf(url, node.callFrame.functionName))
    for (const child of node.children ?? []) visit(child, spot)
  }
  const [root] = nodes
  if (root !== undefined) visit(root.id, undefined)
  return spots
}

function stepOf(url: string): string | undefined {
  const step = /gateway\/src\/http\/(?:pipeline|answer)\/([\w-]+)\.ts$/.exec(url)?.[1]
  return step === undefined ? undefined : `step ${step}`
}

function moduleOf(url: string, functionName: string): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'built into V8'
  if (url.startsWith('node:')) return url.replace(/^node:(internal\/)?/, 'node ').split('/')[0] ?? url
  const dependency = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  return dependency ?? /\/((?:gateway|kit)\/src\/[\w-]+|proto\/gen)/.exec(url)?.[1] ?? url
}
