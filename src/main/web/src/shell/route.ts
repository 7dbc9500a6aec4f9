/** The state of the views, kept in the URL fragment, so that a reload restores it. */

export interface Route {
  view: 'team' | 'terminals';
  /** The agents whose terminals are open, in order. */
  open: string[];
  /** The terminal in front. */
  at: string | null;
  layout: 'tabs' | 'grid';
}

const ID = /^[a-z0-9][a-z0-9_-]{0,62}$/;

export function parseRoute(fragment: string): Route {
  const [path = '', query = ''] = fragment.replace(/^#/, '').split('?');
  const parameters = new URLSearchParams(query);
  const open = [...new Set((parameters.get('open') ?? '').split(','))].filter((id) => ID.test(id));
  const at = parameters.get('at');
  return {
    view: path === '/terminals' ? 'terminals' : 'team',
    open,
    at: at !== null && open.includes(at) ? at : open[0] ?? null,
    layout: parameters.get('layout') === 'grid' ? 'grid' : 'tabs',
  };
}

export function formatRoute(route: Route): string {
  const parameters = [
    ...(route.open.length > 0 ? [`open=${route.open.join(',')}`] : []),
    ...(route.at !== null ? [`at=${route.at}`] : []),
    ...(route.layout === 'grid' ? ['layout=grid'] : []),
  ];
  return `#/${route.view}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`;
}

export function opened(route: Route, id: string): Route {
  return { ...route, view: 'terminals', open: route.open.includes(id) ? route.open : [...route.open, id], at: id };
}

export function closed(route: Route, id: string): Route {
  const open = route.open.filter((one) => one !== id);
  const place = route.open.indexOf(id);
  const at = route.at === id ? open[Math.min(place, open.length - 1)] ?? null : route.at;
  return { ...route, open, at, view: open.length === 0 ? 'team' : route.view };
}

/** Moves to the next or previous terminal, cyclically. */
export function adjacent(route: Route, step: 1 | -1): Route {
  if (route.at === null) return route;
  const count = route.open.length;
  return { ...route, at: route.open[(route.open.indexOf(route.at) + step + count) % count] ?? route.at };
}
