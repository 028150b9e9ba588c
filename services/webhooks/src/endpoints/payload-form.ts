/** The part of an event that is sent: all of it, or all but its data, which the receiver then reads. */
export type PayloadForm = 'full' | 'thin'

/** Any text but `thin` means full: an empty one comes from a caller that names no form. */
export const payloadFormOf = (text: string): PayloadForm => (text === 'thin' ? 'thin' : 'full')

const beforeData = Buffer.from(',"data":')

/** The body of a request: the stored bytes of the event, or those before its data. */
export function bodyOf(payload: Buffer, form: PayloadForm): Buffer {
  if (form === 'full') return payload
  // The fields before data hold no objects, and a quote inside a text is escaped: the first match is the field itself.
  const end = payload.indexOf(beforeData)
  return end === -1 ? payload : Buffer.concat([payload.subarray(0, end), Buffer.from('}')])
}
