/** Azure's front doors keep an idle connection for minutes; after Node's own five seconds some would end just when the next poll uses them. */
export const keepAliveMs = 120_000;
