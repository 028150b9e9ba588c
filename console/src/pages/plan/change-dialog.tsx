import type { ComponentChildren } from 'preact'
import { reload } from '../../api/query-cache.ts'
import { useCatalog } from '../../api/use-catalog.ts'
import { Failure } from '../../ui/failure.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { DifferenceView } from './difference-table.tsx'
import type { PlanChange } from './plan-change.ts'
import { useDifference } from './use-difference.ts'

interface ChangeDialogProps {
  title: string
  submit: string
  isDanger?: boolean
  done?: string | undefined
  /** Undefined: fields are still missing. */
  change: PlanChange | undefined
  onClose: () => void
  children?: ComponentChildren
}

/** A form that changes a plan. Its button can be pressed only beside the difference that pressing it makes. */
export function ChangeDialog({ title, submit, isDanger = false, done, change, onClose, children }: ChangeDialogProps) {
  const catalog = useCatalog()
  const shown = useDifference(change)
  return (
    <FormDialog
      title={title}
      submit={submit}
      isDanger={isDanger}
      done={done}
      isReady={shown.isReady}
      confirm={shown.confirm}
      write={(options) => async (client) => change?.write(options)(client)}
      content={change?.content}
      onClose={onClose}
      onDone={() => {
        void reload('plan')
        void reload('entitlements')
        void reload('explain')
        onClose()
      }}
    >
      {catalog.error !== null && <Failure error={catalog.error} />}
      {children}
      <DifferenceView {...shown} isIncomplete={change === undefined} catalog={catalog} />
    </FormDialog>
  )
}
