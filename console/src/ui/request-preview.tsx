import { useEffect, useState } from 'preact/hooks'
import { apiUrl } from '../api/address.ts'
import { type Call, type ShownRequest, showRequest } from '../api/shown-request.ts'
import { words } from '../messages/index.ts'
import { Sample } from './sample.tsx'

/** The call as curl and as the SDK's; it follows the fields of the form. */
export function RequestPreview({ call }: { call: Call<unknown> }) {
  const [shown, setShown] = useState<ShownRequest>()
  useEffect(() => {
    let isCurrent = true
    void showRequest(call, apiUrl).then((request) => {
      // The call is a new function at every drawing; the same text draws nothing.
      if (isCurrent)
        setShown((before) => (before?.curl === request.curl && before.sdk === request.sdk ? before : request))
    })
    return () => {
      isCurrent = false
    }
  }, [call])
  if (shown === undefined) return null
  return (
    <>
      <Sample name={words.common.curl} text={shown.curl} />
      <Sample name={words.common.sdk} text={shown.sdk} />
    </>
  )
}
