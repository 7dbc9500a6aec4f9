/** Keys handled by the page while a terminal has the focus; all others go to the agent. */

export type PageKey = 'search' | 'copy' | 'paste' | 'next' | 'previous' | 'leave';

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** @param selected whether text is selected in the terminal */
export function pageKey({ key, ctrlKey, shiftKey, altKey, metaKey }: Pressed, selected: boolean): PageKey | null {
  if (altKey || metaKey || !ctrlKey) return null;
  if (!shiftKey) return selected && key.toLowerCase() === 'c' ? 'copy' : null;
  switch (key.toLowerCase()) {
    case 'f':
      return 'search';
    case 'c':
      return 'copy';
    case 'v':
      return 'paste';
    case 'arrowright':
      return 'next';
    case 'arrowleft':
      return 'previous';
    case 'arrowup':
      return 'leave';
    default:
      return null;
  }
}
