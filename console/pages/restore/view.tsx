import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/calls.ts';
import { leave, sessionQuery } from '../../data/session.ts';
import { LonePage } from '../../design/alone.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog, DialogFoot } from '../../design/dialog.tsx';
import { Skeleton } from '../../design/loaded.tsx';
import { Failure } from '../../design/notice.tsx';
import { Section } from '../../design/page.tsx';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';

const say = words(messages);
const LOOK_AGAIN_MS = 2000;

/** What a person sees who signs in while the account is closing. */
export function Restore() {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [sure, setSure] = useState(false);
  const restore = useMutation({ mutationFn: () => call('restoreAccount', {}) });
  const now = useMutation({
    mutationFn: () => call('closeAccount', { body: { recovery: false } }),
    onSuccess: ({ receiptId }) => go(`/receipts/${receiptId}`),
  });
  if (restore.isSuccess) return <ComingBack />;
  return (
    <LonePage title={say('restore.title')} intro={say('restore.intro')}>
      <Section title={say('restore.back')} intro={say('restore.back.text')}>
        {restore.isError && <Failure error={restore.error} />}
        <div className="buttons">
          <Button kind="primary" onPress={() => restore.mutate()} isDisabled={restore.isPending}>
            {say('restore.go')}
          </Button>
          <Button kind="quiet" onPress={() => void leave(queries)}>
            {say('restore.out')}
          </Button>
        </div>
      </Section>
      <Section title={say('restore.now')} intro={say('restore.now.text')}>
        <div className="buttons">
          <Button kind="danger" onPress={() => setSure(true)}>
            {say('restore.now.go')}
          </Button>
        </div>
      </Section>
      <Dialog grave title={say('restore.now.sure')} open={sure} onClose={() => setSure(false)}>
        <p className="dialog-text">{say('restore.now.sure.text')}</p>
        <DialogFoot act={now} onClose={() => setSure(false)}>
          <Button kind="destroy" onPress={() => now.mutate()} isDisabled={now.isPending}>
            {say('restore.now.go')}
          </Button>
        </DialogFoot>
      </Dialog>
    </LonePage>
  );
}

function ComingBack() {
  const queries = useQueryClient();
  useEffect(() => {
    const timer = setInterval(
      () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      LOOK_AGAIN_MS,
    );
    return () => clearInterval(timer);
  }, [queries]);
  return (
    <LonePage title={say('restore.under.way')} intro={say('restore.under.way.text')}>
      <Skeleton />
    </LonePage>
  );
}
