/**
 * True when an RBAC action pattern covers an action. `*` matches any run of characters, `/` included, any number of times; case is ignored.
 * Two pointers instead of a regular expression: custom roles are text from outside, and no pattern may cost more than length × length.
 */
export function matchesAction(pattern: string, action: string): boolean {
  const glob = pattern.toLowerCase();
  const text = action.toLowerCase();
  let at = 0;
  let star = -1;
  let starAt = 0;
  let index = 0;
  while (index < text.length) {
    if (at < glob.length && glob[at] === '*') {
      star = at++;
      starAt = index;
    } else if (at < glob.length && glob[at] === text[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++starAt;
    } else {
      return false;
    }
  }
  while (glob[at] === '*') at++;
  return at === glob.length;
}
