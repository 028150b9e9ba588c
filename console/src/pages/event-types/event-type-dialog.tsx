import type { EventType } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { visible } from '../../ui/outside-text.ts'
import { Sample } from '../../ui/sample.tsx'
import { useEventType } from '../webhooks/event-type-query.ts'

/** One event type: when it comes, what it needs, a sample of it and its schema. */
export function EventTypeDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { eventTypes: text, common } = words
  const { data, error, refetch } = useEventType(name)
  return (
    <Dialog title={visible(name)} onClose={onClose}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data === null && <p>{text.missing}</p>}
      {data != null && <Content type={data} />}
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {common.close}
        </button>
      </div>
    </Dialog>
  )
}

function Content({
  type: { description, feature, is_deprecated, is_emitted, example, json_schema },
}: {
  type: EventType
}) {
  const { eventTypes: text } = words
  const shown = (value: unknown) => visible(JSON.stringify(value, null, 2))
  return (
    <>
      <p>{visible(description)}</p>
      {feature !== null && <p>{text.needs(visible(feature))}</p>}
      {is_deprecated && <p>{text.deprecatedText}</p>}
      {!is_emitted && <p>{text.notEmittedText}</p>}
      {example === null ? <p class="muted">{text.noSample}</p> : <Sample name={text.sample} text={shown(example)} />}
      {json_schema === null ? (
        <p class="muted">{text.noSchema}</p>
      ) : (
        <Sample name={text.schema} text={shown(json_schema)} />
      )}
    </>
  )
}
