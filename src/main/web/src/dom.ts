/** Elements in short. Text becomes text nodes, so nothing that an agent says can become markup. */

export type Child = Node | string | null | undefined | false;

type Attributes = Record<string, string | number | boolean | null | undefined>;
type Handlers = { [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };

/** An element with attributes (true is present, false or null is absent), children and event handlers. */
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

/** Replaces the children; text that is there already is left alone, so that readers and selections are not disturbed. */
export function fill(element: Element, ...children: Child[]): void {
  const next = present(children);
  const text = next.every((child) => typeof child === 'string') ? next.join('') : null;
  if (text === null) element.replaceChildren(...next);
  else if (element.childElementCount > 0 || element.textContent !== text) element.textContent = text;
}

function present(children: Child | Child[]): (Node | string)[] {
  return [children].flat().filter((child): child is Node | string => child !== null && child !== undefined && child !== false);
}

/** A button with a name for those who do not see its icon. */
export function button(
  label: string,
  content: Child | Child[],
  press: (event: MouseEvent) => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  return h('button', { type: 'button', 'aria-label': label, title: label, ...attributes }, content, { click: press });
}

/** An id that no other element has. */
export function uniqueId(): string {
  ids += 1;
  return `id-${ids}`;
}

let ids = 0;
