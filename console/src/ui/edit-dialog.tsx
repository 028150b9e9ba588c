import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { PreconditionFailedError, responseOf } from '../api/sdk.ts'
import { useQuery } from '../api/use-query.ts'
import type { Write, WriteOptions } from '../api/use-write.ts'
import { words } from '../messages/index.ts'
import { Dialog } from './dialog.tsx'
import { Failure } from './failure.tsx'
import { FormDialog } from './form-dialog.tsx'
import { Loading } from './loading.tsx'
import { TwoVersions } from './two-versions.tsx'
import type { FormFields, Version } from './versions.ts'

interface EditDialogProps<Stored extends object, Fields extends FormFields<Fields>, Result> {
  title: string
  /** Where the cache keeps the object for this form. */
  queryKey: readonly unknown[]
  /** Reads the object: the answer itself, as its version comes with it. */
  load: (options: { signal: AbortSignal }) => Promise<Stored>
  fieldsOf: (stored: Stored) => Fields
  /** The labels of the fields. */
  labels: Readonly<Record<keyof Fields, string>>
  /** The change of the version `before` to what the fields say. */
  write: (
    fields: Fields,
    before: Fields,
  ) => (options: WriteOptions & { ifMatch: string | undefined }) => ReturnType<Write<Result>>
  onClose: () => void
  onDone: (result: Result) => void
  /** `before`: the fields of the version that the form changes. */
  children: (fields: Fields, change: (changed: Partial<Fields>) => void, before: Fields) => ComponentChildren
}

/**
 * A form that begins with an object as it is stored now, and changes no other version of it. Where somebody else was
 * faster, it shows both versions.
 */
export function EditDialog<Stored extends object, Fields extends FormFields<Fields>, Result>(
  props: EditDialogProps<Stored, Fields, Result>,
) {
  const { title, queryKey, load, fieldsOf, onClose } = props
  const read = async ({ signal }: { signal: AbortSignal }): Promise<Version<Fields>> => {
    const stored = await load({ signal })
    return { fields: fieldsOf(stored), etag: responseOf(stored).etag }
  }
  const { data, error, refetch } = useQuery({ queryKey, queryFn: read, staleTime: 0, gcTime: 0 })
  if (data !== undefined) return <Form {...props} first={data} read={read} />
  return (
    <Dialog title={title} onClose={onClose}>
      {error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />}
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {words.common.cancel}
        </button>
      </div>
    </Dialog>
  )
}

interface FormProps<Stored extends object, Fields extends FormFields<Fields>, Result>
  extends EditDialogProps<Stored, Fields, Result> {
  first: Version<Fields>
  read: (options: { signal: AbortSignal }) => Promise<Version<Fields>>
}

function Form<Stored extends object, Fields extends FormFields<Fields>, Result>({
  title,
  queryKey,
  labels,
  write,
  onClose,
  onDone,
  children,
  first,
  read,
}: FormProps<Stored, Fields, Result>) {
  const [before, setBefore] = useState(first)
  const [fields, setFields] = useState(first.fields)
  const { etag } = before
  return (
    <FormDialog
      title={title}
      submit={words.common.save}
      write={(options) => write(fields, before.fields)({ ...options, ifMatch: etag })}
      content={[fields, etag]}
      onClose={onClose}
      onDone={onDone}
      failure={(error, dismiss) =>
        error instanceof PreconditionFailedError && (
          <TwoVersions
            queryKey={[...queryKey, 'now', etag]}
            read={read}
            labels={labels}
            typed={fields}
            before={before.fields}
            onTake={(stored, taken) => {
              setBefore(stored)
              setFields(taken)
              dismiss()
            }}
          />
        )
      }
    >
      {children(fields, (changed) => setFields((now) => ({ ...now, ...changed })), before.fields)}
    </FormDialog>
  )
}
