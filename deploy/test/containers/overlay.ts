import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import type { V1Container } from '@kubernetes/client-node'
import { eventually } from '@plinth/testkit'
import { type Engine, engine, plinthImage, testNetwork } from '@plinth/testkit/containers'
import { type Workload, workloads } from '../k8s/manifest.ts'
import { render } from '../k8s/render.ts'
import { containerOptions, type Surroundings } from './pod-container.ts'
import { ask, askUntilGivenUp } from './probe.ts'
import { rpcCertificates } from './rpc-certificates.ts'

type Container = Awaited<ReturnType<Engine['createContainer']>>

export interface RunningOverlay {
  url: string
  operatorKey: string
  /** The address of this machine inside the network. */
  receiverHost: string
  /** Asks every probe of every pod, until it is passed or the kubelet would act on it. */
  probes(): Promise<{ pod: string; probe: string; outcome: string }[]>
  stopped(): Promise<{ pod: string; exitCode: number }[]>
  stop(): Promise<void>
}

const standIns: Record<string, string | undefined> = {
  postgres: process.env['TEST_POSTGRES_IMAGE'],
  nats: process.env['TEST_NATS_IMAGE'],
  redis: process.env['TEST_REDIS_IMAGE'],
}

/** One pod of every workload of an overlay, as containers of the engine that answers; all begin at once, as in a cluster. */
export async function startOverlay(overlay: string): Promise<RunningOverlay> {
  const [docker, image, rendered] = await Promise.all([engine(), plinthImage(), render(overlay)])
  const manifests = [...rendered, ...rpcCertificates()]
  const folder = mkdtempSync(join(tmpdir(), 'plinth-pods-'))
  chmodSync(folder, 0o755)
  const network = await testNetwork(docker)
  const made: Container[] = []
  const pods = new Map<string, { workload: Workload; container: V1Container; running: Container }>()
  const stop = async () => {
    await Promise.all(made.map((one) => one.remove({ force: true, v: true }).catch(() => undefined)))
    await network.remove()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const { IPAM } = await network.inspect()
    const receiverHost: string = IPAM?.Config?.[0]?.Gateway ?? ''
    const around: Surroundings = {
      manifests,
      network: network.id,
      folder,
      imageFor: (named) => (named.startsWith('plinth:') ? image : (standIns[named.split(':')[0] ?? ''] ?? named)),
      settings: { WEBHOOKS_ALLOWED_CIDRS: `${receiverHost}/32` },
    }
    const begin = async (workload: Workload, container: V1Container) => {
      const running = await docker.createContainer(await containerOptions(workload, container, around))
      made.push(running)
      await running.start()
      return running
    }
    await Promise.all(
      workloads(manifests).map(async (workload) => {
        for (const container of workload.pod.initContainers ?? [])
          await untilDone(workload, await begin(workload, container))
        for (const container of workload.pod.containers) {
          const running = await begin(workload, container)
          if (workload.kind === 'Job') await untilDone(workload, running)
          else pods.set(workload.name, { workload, container, running })
        }
      }),
    )
    const inspected = new Map<string, Awaited<ReturnType<Container['inspect']>>>()
    for (const [name, { running }] of pods) inspected.set(name, await running.inspect())
    const addressOf = (name: string) => (port: number) => {
      const [bound] = inspected.get(name)?.NetworkSettings.Ports[`${port}/tcp`] ?? []
      return `127.0.0.1:${bound?.HostPort}`
    }
    const askAll = async (kind: 'startupProbe' | 'readinessProbe' | 'livenessProbe', askOne = ask) =>
      Promise.all(
        [...pods].flatMap(([pod, { container, running }]) => {
          const probe = container[kind]
          if (probe === undefined) return []
          const execute = async (command: string[]) => (await executed(docker, running, command)).exitCode
          return askOne(probe, { container, address: addressOf(pod), execute }).then(
            () => ({ pod, probe: kind, outcome: 'ok' }),
            (err: Error) => ({ pod, probe: kind, outcome: err.message }),
          )
        }),
      )
    await eventually(
      async () => {
        const red = (await askAll('readinessProbe')).filter(({ outcome }) => outcome !== 'ok')
        if (red.length > 0) throw new Error(JSON.stringify(red))
      },
      { timeoutMs: 120_000 },
    ).catch(async (err: unknown) => {
      const logs = [...pods].map(async ([name, { running }]) => `── ${name}\n${await logsOf(running)}`)
      throw new Error(`${String(err)}\n${(await Promise.all(logs)).join('\n')}`)
    })
    const identity = pods.get('identity')
    if (identity === undefined) throw new Error('the overlay has no identity')
    const { output } = await executed(docker, identity.running, ['plinth', 'operator-key', 'create'])
    return {
      url: `http://${addressOf('gateway')(8080)}`,
      operatorKey: /sk_live_\S+/.exec(output)?.[0] ?? output,
      receiverHost,
      probes: async () => [
        ...(await askAll('startupProbe', askUntilGivenUp)),
        ...(await askAll('readinessProbe', askUntilGivenUp)),
        ...(await askAll('livenessProbe', askUntilGivenUp)),
      ],
      stopped: () =>
        Promise.all(
          [...pods]
            .filter(([, { workload }]) => workload.isOurs)
            .map(async ([pod, { workload, running }]) => {
              await running.stop({ t: workload.pod.terminationGracePeriodSeconds ?? 30 })
              return { pod, exitCode: (await running.inspect()).State.ExitCode }
            }),
        ),
      stop,
    }
  } catch (err) {
    await stop()
    throw err
  }
}

const triesMax = 6
const firstPauseMs = 1_000

/** restartPolicy OnFailure: what fails runs again a few times, each pause twice the one before. */
async function untilDone({ name }: Pick<Workload, 'name'>, running: Container, tries = 1): Promise<void> {
  const { StatusCode }: { StatusCode: number } = await running.wait()
  if (StatusCode === 0) return
  if (tries > triesMax) throw new Error(`${name} ended with ${StatusCode}:\n${await logsOf(running)}`)
  await wait(firstPauseMs * 2 ** (tries - 1))
  await running.start()
  await untilDone({ name }, running, tries + 1)
}

async function logsOf(running: Container): Promise<string> {
  return (await running.logs({ stdout: true, stderr: true })).toString('utf8')
}

async function executed(
  docker: Engine,
  running: Container,
  command: string[],
): Promise<{ exitCode: number; output: string }> {
  const exec = await running.exec({ Cmd: command, AttachStdout: true, AttachStderr: false, Tty: true })
  const output = await text(await exec.start({ Tty: true }))
  return { exitCode: (await docker.getExec(exec.id).inspect()).ExitCode ?? -1, output }
}
