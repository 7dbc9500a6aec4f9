/** A part of the sheet; `end` releases its resources. */
export interface Part {
  element: HTMLElement;
  end?: () => void;
}
