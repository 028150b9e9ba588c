const lengthMax = 254
// Whether an address works only mail can tell; this refuses what cannot be one.
const shape = /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}.]+(\.[^\s@\p{Cc}.]+)+$/u

export const isEmailAddress = (text: string): boolean => text.length <= lengthMax && shape.test(text)

/** Two addresses with the same fold are the same account. */
export const foldEmail = (email: string): string => email.normalize('NFC').toLowerCase()
