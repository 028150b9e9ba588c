import { type HttpRequest, httpVariant } from '../load/variant.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import type { Subject } from '../plinths/subject.ts'
import { timeBySpot } from './cpu-profile.ts'
import { profiled } from './inspector.ts'

const spotsMax = 30

/** Where the gateway of a mesh spends its processor time, by pipeline step or module: a Markdown table for each call. */
export async function profile(
  mesh: MeshPlinth,
  subject: Subject,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<string> {
  const inspectorUrl = await mesh.gatewayInspector()
  const tableOf = async (what: string, requests: readonly HttpRequest[], isIdempotent: boolean) => {
    const load = httpVariant(mesh.name, subject, { connections, requests, isIdempotent })
    const { profile, result } = await profiled(inspectorUrl, () => load.measure(seconds))
    const { calls = 0, failed } = result
    if (failed > 0 || calls === 0) throw new Error(`${what}: ${calls} calls, ${failed} failed`)
    const spots = [...timeBySpot(profile)].toSorted(([, one], [, other]) => other - one).slice(0, spotsMax)
    const rows = spots.map(([where, us]) => `| ${where} | ${(us / calls).toFixed(1)} |\n`)
    return `\n${what}, ${calls} calls\n\n| Gateway, with what profiling costs | µs of CPU each |\n| --- | ---: |\n${rows.join('')}`
  }
  return (
    (await tableOf('GET /workspaces/{id}', subject.reads(), false)) +
    (await tableOf('POST /workspaces with an Idempotency-Key', subject.creates, true))
  )
}
