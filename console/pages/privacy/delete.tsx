import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '../../api/calls.ts';
import { offers, product } from '../../config.ts';
import { Button } from '../../design/button.tsx';
import { OneOf } from '../../design/choice.tsx';
import { Dialog, DialogFoot } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { Loaded } from '../../design/loaded.tsx';
import { Notice } from '../../design/notice.tsx';
import { Section } from '../../design/page.tsx';
import { Scroll } from '../../design/scroll.tsx';
import { handleSubmit } from '../../design/submit.ts';
import { day, daysAhead } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import { inventoryQuery } from './queries.ts';

const say = words(messages);

/** Leaving: what goes, when, what stays and why, and what one gets. */
export function DeleteAccount() {
  const { recoveryDays } = product();
  const [recovery, setRecovery] = useState<'yes' | 'no'>(recoveryDays > 0 ? 'yes' : 'no');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Section
        named
        title={say('privacy.delete')}
        intro={say(offers('machines') ? 'privacy.delete.intro' : 'privacy.delete.intro.chat')}
      >
        <Notice icon="download">
          <Link href="/privacy/export">{say('privacy.delete.first')}</Link>
        </Notice>
        {recoveryDays > 0 && (
          <OneOf
            label={say('privacy.delete.recovery')}
            value={recovery}
            onChange={setRecovery}
            options={[
              {
                value: 'yes',
                label: say('privacy.delete.recovery.yes', { count: recoveryDays }),
                help: say('privacy.delete.recovery.yes.text'),
              },
              {
                value: 'no',
                label: say('privacy.delete.recovery.no'),
                help: say('privacy.delete.recovery.no.text'),
              },
            ]}
          />
        )}
        <div>
          <Button kind="danger" onPress={() => setAsking(true)}>
            {say('privacy.delete.go')}
          </Button>
        </div>
      </Section>
      <WhatStays />
      {asking && (
        <Confirmation recoveryDays={recovery === 'yes' ? recoveryDays : 0} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

function WhatStays() {
  const query = useQuery(inventoryQuery);
  return (
    <Section title={say('privacy.delete.stays')}>
      <Loaded query={query}>
        {({ items }) => (
          <Scroll label={say('privacy.delete.stays')}>
            <table className="table">
              <thead>
                <tr>
                  <th>{say('privacy.what')}</th>
                  <th>{say('privacy.delete.after')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.store}>
                    <td>{item.label}</td>
                    <td className="quiet">{item.afterErasure}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </Loaded>
    </Section>
  );
}

/** The only typed confirmation of the console: the account itself. */
function Confirmation({
  recoveryDays,
  onClose,
}: {
  readonly recoveryDays: number;
  readonly onClose: () => void;
}) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [typed, setTyped] = useState('');
  const phrase = say('privacy.delete.phrase');
  const close = useMutation({
    mutationFn: () => call('closeAccount', { body: { recovery: recoveryDays > 0 } }),
    onSuccess: ({ receiptId, dueAt }) => {
      go(`/receipts/${receiptId}`, { replace: true, state: { dueAt } });
      queries.clear();
    },
  });
  const matches = typed.trim().toLocaleLowerCase() === phrase.toLocaleLowerCase();
  return (
    <Dialog grave title={say('privacy.delete.sure')} open onClose={onClose}>
      <form className="form" onSubmit={handleSubmit(() => matches && close.mutate())}>
        <p className="dialog-text">
          {recoveryDays > 0
            ? say('privacy.delete.sure.later', { date: day(daysAhead(recoveryDays)) })
            : say('privacy.delete.sure.now')}
        </p>
        <Field
          label={say('privacy.delete.type', { phrase })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          first
        />
        <DialogFoot act={close} onClose={onClose}>
          <Button kind="destroy" type="submit" isDisabled={!matches || close.isPending}>
            {say('privacy.delete.do')}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
