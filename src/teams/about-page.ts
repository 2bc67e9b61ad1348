import type { PlainReply } from './listener';

/** Where the manifest's website, privacy and terms links lead: what this bot is and what it keeps, the same for everybody. */
export const aboutPage: PlainReply = {
  status: 200,
  contentType: 'text/html; charset=utf-8',
  body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Serial Console Watch</title></head><body>
<h1>Serial Console Watch</h1>
<p>A Microsoft Teams bot that watches the Azure activity log for suspicious use of the Serial Console. It is run by your own organisation: ask its administrators.</p>
<h2>What it reads and keeps</h2>
<p>Activity-log rows about console use and sign-ins of the people in them, role assignments, messages addressed to the bot, and who pressed which button. It keeps alerts and an audit record in its own store in your organisation, for the retention time set there, and sends nothing elsewhere except to the webhooks its administrators set up.</p>
<h2>Terms</h2>
<p>MIT license, without warranty.</p>
</body></html>
`,
};
