import { Link } from 'wouter-preact'
import type { FoundRequest, RequestDecision } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { visible } from '../../ui/outside-text.ts'

/** The decision of the plan, and the way to its explanation. */
export function Decision({ call, decision }: { call: FoundRequest; decision: RequestDecision }) {
  const { request: text } = words
  const { available, limit, reason } = decision
  const quantity = (decision.quantity ?? 1).toLocaleString(locale)
  const feature = visible(decision.feature)
  const sentence =
    available === null || limit === null
      ? text.refused(quantity, feature)
      : text.refusedOf(quantity, feature, available.toLocaleString(locale), limit.toLocaleString(locale))
  return (
    <div class="failure">
      <h3>{text.decision}</h3>
      <p>
        {sentence} <code>{reason}</code>
      </p>
      {call.workspace_id !== null && (
        <Link href={`/workspaces/${call.workspace_id}/explain?${question(call, decision)}`}>{text.explain}</Link>
      )}
    </div>
  )
}

function question(call: FoundRequest, { feature, quantity }: RequestDecision): string {
  const asked = new URLSearchParams({ feature })
  if (quantity !== null) asked.set('quantity', String(quantity))
  if (call.namespace_id !== null) asked.set('namespace', call.namespace_id)
  return asked.toString()
}
