// @ts-check
/**
 * A press is a button going down and up on the same element. What is redrawn in between takes the element away and the press is lost,
 * so whoever redraws waits for `released()` first.
 */
let down = false;
/** @type {(() => void)[]} */
let waiting = [];

function release() {
  // The click comes after the release, in the same task: whoever waits goes on behind it.
  setTimeout(() => {
    down = false;
    for (const go of waiting) go();
    waiting = [];
  });
}

addEventListener('pointerdown', () => (down = true), true);
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, release, true);
// Not captured: an input that loses the focus to the press is no end of it, the window is.
addEventListener('blur', release);
// A scrollbar lets go without saying so.
addEventListener('pointermove', ({ buttons }) => down && buttons === 0 && release(), true);

/** Settles at once, or when the finger or button that is down has gone up and its press has been heard. @returns {Promise<void>} */
export function released() {
  return down ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
}
