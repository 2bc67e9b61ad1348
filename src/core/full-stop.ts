/** Ends a sentence whose last words come from elsewhere: a name such as `Lee L.` or a sentence brings its own full stop. */
export function fullStop(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
