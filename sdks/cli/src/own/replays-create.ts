import { setTimeout as wait } from 'node:timers/promises'
import type { Command } from 'commander'
import type { Replay } from '../../../js/src/index.ts'
import type { Context } from '../context.ts'
import { CliError } from '../failure.ts'
import { fillOperation } from '../generated/operation-command.ts'
import { Progress } from '../output/progress.ts'
import type { Run } from '../run.ts'

const everyMs = 1_000

/** `plinth replays create`, which can wait until every delivery is queued again. */
export function fillReplaysCreate(command: Command, context: Context): void {
  command.option('--wait', 'wait until the replay has ended, and print how')
  fillOperation(command, 'replays.create', context, {
    answered: async (run, answer) => {
      const replay = answer as Replay
      // A dry run has no replay to wait for.
      const isLeft = run.options['wait'] !== true || replay.id === undefined
      await run.output.one(isLeft ? replay : await ended(run, replay))
    },
  })
}

async function ended(run: Run, first: Replay): Promise<Replay> {
  const { io, options, signal, say } = run
  const client = await run.client()
  const progress = new Progress(io, { isQuiet: options['quiet'] === true })
  const started = performance.now()
  let replay = first
  try {
    while (replay.status === 'running') {
      progress.show(`Replaying: ${replay.done} of ${replay.total} ${perSecond(replay.done, started)}`)
      await wait(everyMs, undefined, { signal }).catch(() => {
        throw new CliError('interrupted', 'INTERRUPTED', `The replay ${replay.id} goes on without this command.`, {
          hint: `End it with \`plinth replays cancel ${replay.webhook_id} ${replay.id} --yes\`.`,
        })
      })
      replay = await client.replays.get(replay.webhook_id, replay.id, {}, { signal })
    }
  } finally {
    progress.end()
  }
  say.note(`${replay.done} of ${replay.total} deliveries were queued again.`)
  return replay
}

const perSecond = (done: number, started: number): string => {
  const seconds = (performance.now() - started) / 1_000
  return seconds < 1 ? '' : `(${Math.round(done / seconds)}/s)`
}
