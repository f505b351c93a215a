import type { IconName } from '../../design/icon.tsx';
import { State } from '../../design/pieces.tsx';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import { isUnderWay, type Run } from './queries.ts';

const say = words(messages);

const icons: Readonly<Record<Run['state'], IconName>> = {
  queued: 'clock',
  running: 'play',
  stopping: 'square',
  succeeded: 'circle-check',
  failed: 'triangle-alert',
  stopped: 'square',
};

export function RunState({ state }: { readonly state: Run['state'] }) {
  const kind = isUnderWay(state)
    ? 'busy'
    : state === 'succeeded'
      ? 'good'
      : state === 'failed'
        ? 'bad'
        : 'idle';
  return (
    <State kind={kind} icon={icons[state]}>
      {say(`runs.state.${state}`)}
    </State>
  );
}
