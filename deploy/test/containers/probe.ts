import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { V1Container, V1Probe } from '@kubernetes/client-node'
import { checkGrpcHealth } from '@plinth/testkit'

export interface Probed {
  container: V1Container
  /** "127.0.0.1:40123" of a port inside. */
  address(port: number): string
  /** The exit code of a command inside. */
  execute(command: string[]): Promise<number>
}

/** Asks once, as the kubelet would; rejects with the answer of the probe. */
export async function ask(probe: V1Probe, { container, address, execute }: Probed): Promise<void> {
  const portOf = (port: string | number | undefined): number => {
    const found = container.ports?.find((one) => one.name === port || one.containerPort === port)
    if (found === undefined) throw new Error(`no port ${port}`)
    return found.containerPort
  }
  const signal = AbortSignal.timeout((probe.timeoutSeconds ?? 1) * 1_000)
  if (probe.grpc !== undefined) {
    const { port, service = '' } = probe.grpc
    const answer = await checkGrpcHealth(address(portOf(port)), service, (probe.timeoutSeconds ?? 1) * 1_000)
    if (answer !== 'SERVING') throw new Error(`${service} is ${answer}`)
  } else if (probe.httpGet !== undefined) {
    const { port, path } = probe.httpGet
    const answer = await fetch(`http://${address(portOf(port))}${path}`, { signal })
    const text = await answer.text()
    if (answer.status >= 400) throw new Error(`${path} says ${answer.status}: ${text}`)
  } else if (probe.tcpSocket !== undefined) await connectTo(address(portOf(probe.tcpSocket.port)), signal)
  else if (probe.exec?.command !== undefined) {
    const code = await execute(probe.exec.command)
    if (code !== 0) throw new Error(`${probe.exec.command.join(' ')} ended with ${code}`)
  } else throw new Error('a probe that asks nothing')
}

/** Asks as often as the kubelet does before it restarts a container, or sends it nothing. */
export async function askUntilGivenUp(probe: V1Probe, probed: Probed): Promise<void> {
  const { failureThreshold = 3, periodSeconds = 10 } = probe
  for (let failures = 1; ; failures++) {
    try {
      return await ask(probe, probed)
    } catch (err) {
      if (failures >= failureThreshold) throw err
    }
    await wait(periodSeconds * 1_000)
  }
}

function connectTo(address: string, signal: AbortSignal): Promise<void> {
  const [host, port] = address.split(':')
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host ?? '', port: Number(port), signal })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.destroy()
      resolve()
    })
  })
}
