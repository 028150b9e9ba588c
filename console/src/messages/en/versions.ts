export const versions = {
  title: 'Somebody else has changed this since you opened it.',
  differs: 'Nothing is saved yet. Your changes can be kept on top of the stored version, or dropped.',
  same: 'Nothing in this form differs from what is stored now. Save again.',
  caption: 'Both versions',
  field: 'Field',
  stored: 'Stored now',
  typed: 'In this form',
  empty: 'empty',
  keepTyped: 'Keep my changes',
  takeStored: 'Take the stored version',
  goOn: 'Go on',
}
