/** Where the runner's artefact lies; the same for every machine of a deployment. */
export interface RunnerArtefact {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

/**
 * What a machine does at its first start, as a script for cloud-init. It holds nothing about the machine: its facts
 * come from its tags, its credentials from its role. Running it again changes nothing.
 */
export function runnerUserData({ bucket, key, region }: RunnerArtefact): string {
  return `#!/bin/bash
set -euo pipefail

# Right after the start the network or the role's policies may not be there yet.
again() {
  local try
  for try in $(seq 1 30); do "$@" && return; sleep 3; done
  return 1
}

again dnf install -y -q nodejs24 nftables
id -u runner >/dev/null 2>&1 || useradd --system --shell /usr/sbin/nologin runner
id -u agent >/dev/null 2>&1 || useradd --create-home --shell /bin/bash agent

install -d -m 755 /opt/cloister
again aws s3 cp --only-show-errors --region '${region}' 's3://${bucket}/${key}' /opt/cloister/runner.mjs
chmod 644 /opt/cloister/runner.mjs

# Credentials of the machine's role are for root and the runner; agents have no way to them.
cat >/etc/sysconfig/nftables.conf <<'EOF'
add table inet cloister
delete table inet cloister
table inet cloister {
  chain metadata {
    type filter hook output priority filter; policy accept;
    ip daddr 169.254.169.254 meta skuid != { "root", "runner" } reject
    ip6 daddr fd00:ec2::254 meta skuid != { "root", "runner" } reject
  }
}
EOF

# Neither service can become another user: the shell already is the agent, the runner only talks to it.
cat >/etc/systemd/system/cloister-shell.service <<'EOF'
[Unit]
Description=Shell of the built-in agent
StartLimitIntervalSec=0

[Service]
User=agent
RuntimeDirectory=cloister-agent
RuntimeDirectoryMode=0750
ExecStart=node-24 /opt/cloister/runner.mjs shell /run/cloister-agent/shell.sock
Restart=always
RestartSec=2
NoNewPrivileges=yes

[Install]
WantedBy=multi-user.target
EOF

cat >/etc/systemd/system/cloister-runner.service <<'EOF'
[Unit]
Description=Runner: takes runs from the platform
Requires=nftables.service
Wants=cloister-shell.service network-online.target
After=nftables.service cloister-shell.service network-online.target
StartLimitIntervalSec=0

[Service]
User=runner
SupplementaryGroups=agent
StateDirectory=cloister-runner
StateDirectoryMode=0700
ExecStart=node-24 /opt/cloister/runner.mjs run /run/cloister-agent/shell.sock /var/lib/cloister-runner
Restart=always
RestartSec=2
TimeoutStopSec=20
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
EOF

systemctl daemon-reload
systemctl enable --now nftables.service cloister-shell.service cloister-runner.service
`;
}
