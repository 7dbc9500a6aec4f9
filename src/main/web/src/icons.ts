/** The page's icons, drawn with strokes on a grid of 16. */
const PATHS = {
  play: 'M5 3.5v9l7-4.5z',
  stop: 'M4.5 4.5h7v7h-7z',
  restart: 'M12.5 8a4.5 4.5 0 1 1-1.4-3.3M12.5 2.5v3h-3',
  terminal: 'M2.5 3.5h11v9h-11zM5 6.5l2 1.8-2 1.7M8.5 10.2h2.5',
  details: 'M3 4.5h10M3 8h10M3 11.5h6',
  inbox: 'M2.5 9.5l2-6h7l2 6v3h-11zM2.5 9.5h3l1 1.5h3l1-1.5h3',
  search: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8M10 10l3.2 3.2',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3.5v9M3.5 8h9',
  minus: 'M3.5 8h9',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  grid: 'M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z',
  tabs: 'M2.5 6h11v6.5h-11zM2.5 6V3.5h4V6M6.5 4h4v2',
  sun: 'M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M3.6 12.4l1-1M11.4 4.6l1-1',
  moon: 'M12.8 9.6A5.2 5.2 0 0 1 6.4 3.2a5.2 5.2 0 1 0 6.4 6.4z',
  system: 'M2.5 3.5h11v7h-11zM6 13h4M8 10.5V13',
  bell: 'M4.5 11V7.5a3.5 3.5 0 0 1 7 0V11l1 1h-9zM7 13.5h2',
  eye: 'M1.8 8S4 4 8 4s6.2 4 6.2 4-2.2 4-6.2 4-6.2-4-6.2-4zM8 6.4a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2',
  pencil: 'M3 13l.6-2.6 7-7 2 2-7 7z',
  help: 'M6 6a2 2 0 1 1 2.8 1.8c-.6.3-.8.6-.8 1.4M8 11.4v.2M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2',
  leave: 'M9.5 3H3.5v10h6M7 8h6.5M11 5.5L13.5 8 11 10.5',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
} as const;

export type IconName = keyof typeof PATHS;

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
