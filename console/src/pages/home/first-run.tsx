import { Link } from 'wouter-preact'
import { apiUrl } from '../../api/address.ts'
import { words } from '../../messages/index.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Section } from '../../ui/section.tsx'
import { type StepName, stepNames } from './first-steps.ts'
import type { FirstRunState } from './use-first-run.ts'

const firstCall = `curl ${apiUrl}/api/v1/user -H 'Authorization: Bearer …'`

/** Where each step is done: a part of the workspace's page. */
const partOf: Partial<Record<StepName, string>> = { plan: '/plan', key: '/keys', webhook: '/webhooks' }

/** The steps from nothing to a webhook that hears of an event, and the one at hand. */
export function FirstRun({ state }: { state: FirstRunState }) {
  const { firstRun } = words
  const { done, workspaceId, isComplete, hide } = state
  const next = stepNames.find((name) => !done[name])
  return (
    <Section title={firstRun.title}>
      <p role="status">{isComplete ? firstRun.allDone : firstRun.text}</p>
      <ol class="steps">
        {stepNames.map((name, index) => (
          <li key={name} class={done[name] ? 'done' : ''} aria-current={name === next ? 'step' : undefined}>
            <span class="tick-mark" aria-hidden="true">
              {done[name] ? '✓' : index + 1}
            </span>
            <div>
              <strong>{firstRun.steps[name].title}</strong>{' '}
              <span class="sr-only">({done[name] ? firstRun.done : firstRun.todo})</span>
              {name === next && <AtHand name={name} workspaceId={workspaceId} />}
            </div>
          </li>
        ))}
      </ol>
      <div>
        <button type="button" onClick={hide}>
          {firstRun.hide}
        </button>
      </div>
    </Section>
  )
}

function AtHand({ name, workspaceId }: { name: StepName; workspaceId: string | undefined }) {
  const { text, action } = words.firstRun.steps[name]
  const part = partOf[name]
  const to = name === 'customer' ? '/workspaces' : part === undefined ? undefined : `/workspaces/${workspaceId}${part}`
  return (
    <>
      <p class="muted">{text}</p>
      {name === 'call' && (
        <p>
          <code>{firstCall}</code> <CopyButton text={firstCall} name={words.common.curl} />
        </p>
      )}
      {name === 'customer' && (
        <>
          <Link href="/users">{words.shell.users}</Link> ·{' '}
        </>
      )}
      {to !== undefined && <Link href={to}>{action}</Link>}
    </>
  )
}
