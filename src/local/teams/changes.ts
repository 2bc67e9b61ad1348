/** What the page and waiting tests are told when something changed; they fetch the new state themselves. */
export interface Change {
  readonly kind: 'message' | 'update' | 'delete' | 'view' | 'read' | 'world' | 'bot-typing';
  readonly conversationId?: string;
  readonly messageId?: string;
  /** Set when only this person's view changed. */
  readonly personId?: string;
}

export interface Changes {
  tell(change: Change): void;
  /** Returns the function that ends the subscription. */
  listen(listener: (change: Change) => void): () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();
  return {
    tell(change) {
      for (const listener of [...listeners]) listener(change);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
