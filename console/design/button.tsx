import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Link } from 'wouter';
import { Icon, type IconName } from './icon.tsx';

type Kind = 'primary' | 'plain' | 'quiet' | 'danger' | 'destroy';

interface Looks {
  readonly kind?: Kind;
  readonly small?: boolean;
  readonly icon?: IconName;
}

/** A button with its word; `primary` once a view. */
export function Button({
  kind = 'plain',
  small,
  icon,
  children,
  ...rest
}: Looks & Omit<AriaButtonProps, 'children'> & { readonly children: ReactNode }) {
  return (
    <AriaButton className="button" data-kind={kind} data-size={small ? 'small' : undefined} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

/** A button of one icon; its label is for assistive technology and the tool tip. */
export function IconButton({
  icon,
  label,
  kind = 'quiet',
  small,
  ...rest
}: Looks & Omit<AriaButtonProps, 'children'> & { readonly icon: IconName; readonly label: string }) {
  return (
    <AriaButton
      className="button"
      data-kind={kind}
      data-shape="icon"
      data-size={small ? 'small' : undefined}
      aria-label={label}
      {...rest}
    >
      <Icon name={icon} />
    </AriaButton>
  );
}

/** A link that looks like a button: it goes somewhere and does nothing else. */
export function LinkButton({
  href,
  kind = 'plain',
  small,
  icon,
  children,
}: Looks & { readonly href: string; readonly children: ReactNode }) {
  const looks = { className: 'button', 'data-kind': kind, 'data-size': small ? 'small' : undefined };
  const inner = (
    <>
      {icon && <Icon name={icon} />}
      {children}
    </>
  );
  // What the API or another origin answers is not a page of the console, so the router must not catch it.
  const outside = href.startsWith('/v1/') || !href.startsWith('/');
  return outside ? (
    <a href={href} {...looks}>
      {inner}
    </a>
  ) : (
    <Link href={href} {...looks}>
      {inner}
    </Link>
  );
}
