#!/bin/bash
# Makes a machine's own view of the file system and makes it the root of this mount namespace. Run by sandbox.ts.
# Read-only: programs and libraries of the host. The machine's own: its disk (/home, /var/lib), kept over stops; all
# else lies in memory and is new at each start.
set -euo pipefail
# pivot_root is where the path of a person who does not administer need not lead, as on Debian.
PATH=$PATH:/usr/sbin:/sbin
view=$1 disk=$2 tools=$3 node=$4 name=$5 root=$6 runner=$7 agent=$8

mount --make-rprivate /
mount -t tmpfs -o mode=755,nosuid,nodev,size=1g tmpfs "$view"
cd "$view"

# First all that is the machine's own, given to its root; only then what is the host's, whose owners nobody touches.
mkdir -p etc/sysconfig etc/systemd/system usr home root proc dev/shm run/ec2-double tmp var/lib var/tmp opt/ec2-double old
chmod 1777 tmp var/tmp dev/shm
ln -s /run var/run
ln -s /proc/self/fd dev/fd
cp -r "$tools/." opt/ec2-double/
touch opt/ec2-double/bin/node-24
devices='null zero full random urandom tty'
for device in $devices; do touch "dev/$device"; done
for file in resolv.conf hosts nsswitch.conf ld.so.cache; do
  if [ -e "/etc/$file" ]; then cat "/etc/$file" >"etc/$file"; fi
done
system='' settings=''
for folder in bin sbin lib lib32 lib64; do
  if [ -L "/$folder" ]; then ln -s "$(readlink "/$folder")" "$folder"
  elif [ -d "/$folder" ]; then mkdir "$folder"; system="$system /$folder"; fi
done
for part in alternatives ssl pki ca-certificates crypto-policies; do
  if [ -d "/etc/$part" ]; then mkdir "etc/$part"; settings="$settings /etc/$part"; fi
done

# Where one number stands for everybody, it is called agent: that is who acts.
{
  if [ "$agent" = "$root" ]; then echo "agent:x:0:0::/home/agent:/bin/bash"; fi
  echo "root:x:0:0::/root:/bin/bash"
  echo "runner:x:$((runner - root)):$((runner - root))::/:/usr/sbin/nologin"
  if [ "$agent" != "$root" ]; then echo "agent:x:$((agent - root)):$((agent - root))::/home/agent:/bin/bash"; fi
} >etc/passwd
sed -E 's/^([^:]*):x:([0-9]+):.*/\1:x:\2:/' etc/passwd >etc/group

mkdir -p "$disk/home/agent" "$disk/var-lib"
# Only a host's root makes this view for somebody else.
if [ "$(id -u)" != "$root" ]; then
  chown -hR "$root:$root" .
  chown "$root:$root" "$disk" "$disk/home" "$disk/var-lib"
fi
chown "$agent:$agent" "$disk/home/agent"

for folder in /usr $system $settings; do
  mount --rbind "$folder" ".$folder"
  mount -o remount,bind,ro,nosuid,nodev ".$folder"
done
for device in $devices; do mount --bind "/dev/$device" "dev/$device"; done
mount --bind "$node" opt/ec2-double/bin/node-24
mount -o remount,bind,ro,nosuid,nodev opt/ec2-double/bin/node-24
mount -t proc -o nosuid,nodev,noexec proc proc
hostname "$name" || true
mount --bind "$disk/home" home
mount --bind "$disk/var-lib" var/lib

pivot_root . old
umount -l /old
rmdir /old
