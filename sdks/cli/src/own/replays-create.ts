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
      if (run.options['wait'] !== true || replay.id === undefined) return run.output.one(replay)
      const last = await ended(run, replay)
      await run.output.one(last)
      if (last.status !== 'done')
        throw new CliError('failed', 'REPLAY_CANCELLED', `The replay ${last.id} was cancelled.`, {
          hint: 'The same command replays the whole period again.',
        })
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
      await wait(everyMs, undefined, { signal })
      replay = await client.replays.get(replay.webhook_id, replay.id, {}, { signal })
    }
  } catch (err) {
    if (!signal.aborted) throw err
    throw new CliError('interrupted', 'INTERRUPTED', `The replay ${replay.id} goes on without this command.`, {
      hint: `End it with \`plinth replays cancel ${replay.webhook_id} ${replay.id} --yes\`.`,
    })
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
