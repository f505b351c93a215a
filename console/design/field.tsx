/* oxlint-disable jsx-a11y/no-autofocus -- a dialog has to put the focus somewhere, and its first field is the place */
import type { Ref } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField, type TextFieldProps } from 'react-aria-components/TextField';

interface FieldProps extends Omit<TextFieldProps, 'children' | 'className' | 'autoFocus'> {
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly lines?: boolean;
  /** Where a dialog or a step begins. */
  readonly first?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly className?: string;
}

/** One labelled line of text, or several with `lines`; its help and its error are read out with it. */
export function Field({
  label,
  help,
  error,
  placeholder,
  lines,
  first = false,
  inputRef,
  className = '',
  ...rest
}: FieldProps) {
  return (
    <TextField
      autoFocus={first}
      className="field"
      isInvalid={error !== undefined}
      validationBehavior="aria"
      {...rest}
    >
      <Label>{label}</Label>
      {lines ? (
        <TextArea className={`input ${className}`} placeholder={placeholder ?? ''} />
      ) : (
        <Input className={`input ${className}`} placeholder={placeholder ?? ''} ref={inputRef ?? null} />
      )}
      {help && error === undefined && (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
