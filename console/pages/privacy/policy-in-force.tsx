import { useQuery } from '@tanstack/react-query';
import { siteConfig } from '../../config.ts';
import { accountQuery } from '../../data/account.ts';
import { policyQuery } from '../../data/policy.ts';
import { PolicyVersions } from '../../data/policy-versions.tsx';
import { LinkButton } from '../../design/button.tsx';
import { Loaded } from '../../design/loaded.tsx';
import { Section } from '../../design/page.tsx';
import { day } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';

const say = words(messages);

/** The version in force, the one that this person accepted, and those before. */
export function PolicyInForce() {
  const policy = useQuery(policyQuery);
  const account = useQuery(accountQuery);
  const { privacyContact } = siteConfig();
  return (
    <Section
      named
      title={say('privacy.policy')}
      intro={say('privacy.policy.intro')}
      acts={
        <LinkButton href="/policy" icon="file-text">
          {say('privacy.policy.read')}
        </LinkButton>
      }
    >
      <Loaded query={policy} lines={2}>
        {({ version, effective }) => (
          <dl className="facts">
            <dt>{say('privacy.policy.version')}</dt>
            <dd>{say('privacy.policy.version.since', { version, date: day(effective) })}</dd>
            {account.data?.acceptances.map(({ document, acceptedAt }) => (
              <div key={document} className="contents">
                <dt>{say('privacy.policy.accepted')}</dt>
                <dd>
                  {say('privacy.policy.version.since', {
                    version: document.split('#').at(-1) ?? document,
                    date: day(acceptedAt),
                  })}
                </dd>
              </div>
            ))}
            <dt>{say('privacy.policy.contact')}</dt>
            <dd>
              <a href={`mailto:${privacyContact}`}>{privacyContact}</a>
            </dd>
          </dl>
        )}
      </Loaded>
      <PolicyVersions />
    </Section>
  );
}
