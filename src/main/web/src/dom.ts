/** Helpers for DOM elements. Text becomes text nodes, so agent output cannot become markup. */

export type Child = Node | string | null | undefined | false;

type Attributes = Record<string, string | number | boolean | null | undefined>;
type Handlers = { [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };

/** Creates an element. An attribute that is true is set without a value; one that is false or null is omitted. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  children: Child | Child[] = [],
  handlers: Handlers = {},
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(...present(children));
  for (const [type, handler] of Object.entries(handlers)) {
    element.addEventListener(type, handler as EventListener);
  }
  return element;
}

/** Sets or removes attributes. */
export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Replaces the children. Unchanged text is left alone, to keep selections and not disturb screen readers. */
export function fill(element: Element, ...children: Child[]): void {
  const next = present(children);
  const text = next.every((child) => typeof child === 'string') ? next.join('') : null;
  if (text === null) element.replaceChildren(...next);
  else if (element.childElementCount > 0 || element.textContent !== text) element.textContent = text;
}

function present(children: Child | Child[]): (Node | string)[] {
  return [children].flat().filter((child): child is Node | string => child !== null && child !== undefined && child !== false);
}

/** A button with an accessible name. */
export function button(
  label: string,
  content: Child | Child[],
  onClick: (event: MouseEvent) => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  return h('button', { type: 'button', 'aria-label': label, title: label, ...attributes }, content, { click: onClick });
}

/** An id unique in the page. */
export function uniqueId(): string {
  ids += 1;
  return `id-${ids}`;
}

let ids = 0;
