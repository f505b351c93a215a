import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../design/loaded.tsx';
import { Copy, When } from '../design/pieces.tsx';
import { words } from '../words/words.ts';
import { policyVersionsQuery } from './policy.ts';
import { messages } from './policy-messages.ts';

const say = words(messages);
const SHOWN_OF_HASH = 12;

/** Every version that was published, with the hash of its text. */
export function PolicyVersions() {
  const versions = useQuery(policyVersionsQuery);
  return (
    <Loaded query={versions} lines={2}>
      {({ items }) => (
        <table className="table">
          <thead>
            <tr>
              <th>{say('policy.version')}</th>
              <th>{say('policy.since')}</th>
              <th>{say('policy.hash')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((version) => (
              <tr key={version.version}>
                <td className="figures">{version.version}</td>
                <td>
                  <When at={version.effective} />
                </td>
                <td className="code">
                  {version.sha256.slice(0, SHOWN_OF_HASH)}… <Copy bare text={version.sha256} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Loaded>
  );
}
