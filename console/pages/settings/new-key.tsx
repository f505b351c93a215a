import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { scopes } from '../../../contracts/permissions.ts';
import { call } from '../../api/calls.ts';
import { offers } from '../../config.ts';
import { Button } from '../../design/button.tsx';
import { OneOf, Tick } from '../../design/choice.tsx';
import { Dialog, DialogFoot } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { Copy } from '../../design/pieces.tsx';
import { Scroll } from '../../design/scroll.tsx';
import { handleSubmit } from '../../design/submit.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';

const say = words(messages);
type Scope = (typeof scopes)[number];

/** What a key may be allowed, in the order of the rail. Keys cannot manage the account itself. */
const offered = [
  'chat:read',
  'chat:write',
  'chat:delete',
  'machine:read',
  'machine:run',
  'machine:end',
  'runs:read',
  'runs:write',
  'runs:delete',
  'credentials:read',
  'credentials:write',
  'credentials:delete',
  'credits:read',
  'privacy:read',
  'account:read',
] as const satisfies readonly Scope[];

/** The capability that a permission is of no use without. */
const needs: Readonly<Record<string, Parameters<typeof offers>[0]>> = {
  chat: 'chat',
  machine: 'machines',
  runs: 'runs',
  credentials: 'credentials',
};
const isOfUse = (scope: Scope): boolean => {
  const need = needs[scope.split(':')[0] ?? ''];
  return need === undefined || offers(need);
};
const lives = [7, 30, 90, 365];

/** Makes a key and shows it this once. */
export function NewKey({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [label, setLabel] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>([]);
  const [days, setDays] = useState('30');
  const make = useMutation({
    mutationFn: () =>
      call('createApiKey', {
        body: { label: label.trim(), scopes: [...chosen], expiresInDays: Number(days) },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['api-keys'] }),
    // The value must not stay in the memory of a cache.
    gcTime: 0,
  });
  if (make.data) return <MadeKey value={make.data.value} onClose={onClose} />;
  const toggle = (scope: Scope, on: boolean) =>
    setChosen(on ? [...chosen, scope] : chosen.filter((other) => other !== scope));
  return (
    <Dialog title={say('settings.keys.new')} open onClose={onClose}>
      <form className="form" onSubmit={handleSubmit(() => make.mutate())}>
        <Field
          label={say('settings.key.label')}
          help={say('settings.key.label.help')}
          value={label}
          onChange={setLabel}
          maxLength={60}
          first
          autoComplete="off"
        />
        <fieldset className="scopes">
          <legend className="label">{say('settings.key.scopes')}</legend>
          {offered.filter(isOfUse).map((scope) => (
            <Tick key={scope} isSelected={chosen.includes(scope)} onChange={(on) => toggle(scope, on)}>
              {say(`settings.scope.${scope}`)}
            </Tick>
          ))}
        </fieldset>
        <OneOf
          label={say('settings.key.days')}
          value={days}
          options={lives.map((count) => ({
            value: String(count),
            label: say('settings.key.days.count', { count }),
          }))}
          onChange={setDays}
        />
        <DialogFoot act={make} onClose={onClose}>
          <Button
            kind="primary"
            type="submit"
            isDisabled={label.trim() === '' || chosen.length === 0 || make.isPending}
          >
            {say('settings.key.make')}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function MadeKey({ value, onClose }: { readonly value: string; readonly onClose: () => void }) {
  return (
    <Dialog grave once title={say('settings.key.made')} open onClose={onClose}>
      <p className="dialog-text">{say('settings.key.made.text')}</p>
      <Scroll className="key-block" label={say('settings.key.made')}>
        <pre>{value}</pre>
      </Scroll>
      <div className="dialog-acts">
        <Copy text={value} />
        <Button kind="primary" onPress={onClose}>
          {say('settings.key.done')}
        </Button>
      </div>
    </Dialog>
  );
}
