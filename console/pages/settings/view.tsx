import { useQuery, useQueryClient } from '@tanstack/react-query';
import { plans } from '../../../policy/plans.ts';
import { accountQuery } from '../../data/account.ts';
import { leave } from '../../data/session.ts';
import { Button } from '../../design/button.tsx';
import { OneOf, Tick } from '../../design/choice.tsx';
import { Loaded } from '../../design/loaded.tsx';
import { Page, Section } from '../../design/page.tsx';
import { When } from '../../design/pieces.tsx';
import { prefer, usePreferences } from '../../preferences.ts';
import { words } from '../../words/words.ts';
import { ApiKeys } from './api-keys.tsx';
import { messages } from './messages.ts';
import { Sessions } from './sessions.tsx';

const say = words(messages);

export function Settings() {
  const queries = useQueryClient();
  const account = useQuery(accountQuery);
  const out = (
    <Button small icon="log-out" onPress={() => void leave(queries)}>
      {say('settings.out')}
    </Button>
  );
  return (
    <Page title={say('settings.title')}>
      <Section title={say('settings.account')} acts={out}>
        <Loaded query={account}>
          {({ email, userId, plan, createdAt }) => (
            <dl className="facts">
              <dt>{say('settings.email')}</dt>
              <dd>{email}</dd>
              <dt>{say('settings.plan')}</dt>
              <dd>{plans[plan].label}</dd>
              <dt>{say('settings.since')}</dt>
              <dd>
                <When at={createdAt} />
              </dd>
              <dt>{say('settings.id')}</dt>
              <dd className="code">{userId}</dd>
            </dl>
          )}
        </Loaded>
      </Section>
      <Appearance />
      <Sessions />
      <ApiKeys />
    </Page>
  );
}

function Appearance() {
  const { theme, letters, remember } = usePreferences();
  const themes = (['system', 'light', 'dark'] as const).map((value) => ({
    value,
    label: say(`settings.theme.${value}`),
  }));
  return (
    <Section title={say('settings.look')}>
      <OneOf
        label={say('settings.theme')}
        value={theme}
        options={themes}
        onChange={(next) => prefer({ theme: next })}
      />
      <Tick isSelected={letters} onChange={(next) => prefer({ letters: next })}>
        {say('settings.letters')}
        <span className="quiet block">{say('settings.letters.help')}</span>
      </Tick>
      <Tick isSelected={remember} onChange={(next) => prefer({ remember: next })}>
        {say('settings.remember')}
        <span className="quiet block">{say('settings.remember.help')}</span>
      </Tick>
    </Section>
  );
}
