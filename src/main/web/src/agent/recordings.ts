import { api } from '../api.ts';
import { fill, h } from '../dom.ts';
import { icon } from '../icons.ts';
import { attempt } from '../shell/toasts.ts';
import type { Recording } from '../wire.ts';
import { clock, dateTime, size } from '../words.ts';
import { parseCast } from './cast.ts';
import type { Part } from './part.ts';
import { Player } from './player.ts';

/** The recordings of an agent's terminal, with a player. */
export async function recordingsPart(id: string): Promise<Part> {
  const recordings = await api.recordings(id);
  const stage = h('div');
  let player: Player | null = null;
  const play = async ({ name }: Recording): Promise<void> => {
    const cast = parseCast(await api.recording(id, name));
    player?.end();
    player = new Player(cast);
    fill(stage, player.element);
    player.attach();
  };
  const element = h('div', {}, [
    stage,
    h('section', {}, [h('h3', {}, 'Recordings'), recordings.length === 0
      ? h('p', { class: 'empty' }, 'No recordings yet. Every run is recorded if hub.recordings is true.')
      : h('div', { class: 'list' }, recordings.map((one) => entry(one, () => void attempt(() => play(one)))))]),
  ]);
  return { element, end: () => player?.end() };
}

function entry(recording: Recording, play: () => void): HTMLElement {
  return h('button', { type: 'button', class: 'recording', 'aria-label': `Play the recording of ${dateTime(recording.started_at)}` }, [
    icon('play'),
    h('strong', {}, dateTime(recording.started_at)),
    h('span', { class: 'aside' },
      `${recording.running ? 'recording · ' : ''}${clock(recording.seconds)} · ${size(recording.bytes)}`),
  ], { click: play });
}
