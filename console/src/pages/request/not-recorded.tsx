import { words } from '../../messages/index.ts'
import { Empty } from '../../ui/empty.tsx'
import { timeText } from '../../ui/time.ts'

const keptMs = 7 * 86_400_000
const soonMs = 15_000

/** Whether a call with this ID may still appear. */
export const maySoonAppear = (made: Date | undefined): boolean =>
  made !== undefined && Date.now() - made.getTime() < soonMs

/** Says why a call is not there, as far as its ID tells. `made`: undefined for an ID that a caller chose. */
export function NotRecorded({ made }: { made: Date | undefined }) {
  const { missing, missingAt, missingOld, missingSoon, missingReasons } = words.request
  const isOld = made !== undefined && Date.now() - made.getTime() > keptMs
  return (
    <Empty
      title={missing}
      text={made && missingAt(timeText(made.toISOString(), true))}
      action={
        isOld ? (
          <p>{missingOld}</p>
        ) : (
          <>
            {maySoonAppear(made) && <p>{missingSoon}</p>}
            <ul class="reasons">
              {missingReasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </>
        )
      }
    />
  )
}
